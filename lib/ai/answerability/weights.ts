// Derived by `npm run fit:answerability` from the 76 tasks of mtrag/answerability and 365 further questions that have an
// answer, as `npm run eval:answers` found them; not to be changed by hand. What they are worth on conversations not fitted on,
// weights alone: macro-F1 of four classes 0.577 (0.565 to 0.588), of answerable against unanswerable
// 0.764 (0.749 to 0.776); see docs/measurements.md.
import type { AnswerabilityWeights } from './judge';

export const answerabilityWeights: AnswerabilityWeights = {
  mean: {
    passage: 0.559,
    sentence: 0.6327,
    together: 0.4596,
    lead: 0.0835,
    margin: 0.1139,
    yesNo: 0.3156,
    pronoun: 0.3209,
    unnamed: 0.424,
  },
  deviation: {
    passage: 0.1121,
    sentence: 0.1119,
    together: 0.2418,
    lead: 0.1007,
    margin: 0.072,
    yesNo: 0.4647,
    pronoun: 0.4668,
    unnamed: 0.5475,
  },
  bias: {
    answered: -0.0057,
    partial: 0.0155,
    unanswerable: -0.0197,
    underspecified: 0.0099,
  },
  weights: {
    answered: {
      passage: 0.1241,
      sentence: 0.1242,
      together: 0.1169,
      lead: -0.0659,
      margin: -0.0747,
      yesNo: -0.0289,
      pronoun: -0.0449,
      unnamed: -0.0473,
    },
    partial: {
      passage: 0.032,
      sentence: -0.022,
      together: -0.0043,
      lead: 0.1589,
      margin: 0.23,
      yesNo: -0.0391,
      pronoun: -0.0413,
      unnamed: 0.007,
    },
    unanswerable: {
      passage: -0.0857,
      sentence: -0.0572,
      together: -0.1009,
      lead: -0.0449,
      margin: -0.086,
      yesNo: 0.1244,
      pronoun: -0.0345,
      unnamed: -0.0823,
    },
    underspecified: {
      passage: -0.0703,
      sentence: -0.045,
      together: -0.0116,
      lead: -0.0481,
      margin: -0.0693,
      yesNo: -0.0565,
      pronoun: 0.1207,
      unnamed: 0.1227,
    },
  },
};
