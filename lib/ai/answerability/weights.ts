// Derived by `npm run fit:answerability` from the 76 tasks of mtrag/answerability and 365 further questions that have an
// answer, as `npm run eval:answers` found them; not to be changed by hand. What they are worth on conversations not fitted on,
// weights alone: macro-F1 of four classes 0.584 (0.570 to 0.604), of answerable against unanswerable
// 0.767 (0.749 to 0.776); see docs/measurements.md.
import type { AnswerabilityWeights } from './judge';

export const answerabilityWeights: AnswerabilityWeights = {
  mean: {
    passage: 0.559,
    sentence: 0.6326,
    together: 0.4581,
    lead: 0.0836,
    margin: 0.1127,
    yesNo: 0.3156,
    pronoun: 0.3209,
    unnamed: 0.424,
  },
  deviation: {
    passage: 0.112,
    sentence: 0.112,
    together: 0.2426,
    lead: 0.1007,
    margin: 0.0725,
    yesNo: 0.4647,
    pronoun: 0.4668,
    unnamed: 0.5475,
  },
  bias: {
    answered: -0.005,
    partial: 0.0153,
    unanswerable: -0.0197,
    underspecified: 0.0094,
  },
  weights: {
    answered: {
      passage: 0.1238,
      sentence: 0.1234,
      together: 0.1184,
      lead: -0.0652,
      margin: -0.0693,
      yesNo: -0.0287,
      pronoun: -0.045,
      unnamed: -0.0476,
    },
    partial: {
      passage: 0.032,
      sentence: -0.0212,
      together: -0.0037,
      lead: 0.1582,
      margin: 0.2338,
      yesNo: -0.0392,
      pronoun: -0.0416,
      unnamed: 0.0069,
    },
    unanswerable: {
      passage: -0.0856,
      sentence: -0.0576,
      together: -0.0987,
      lead: -0.045,
      margin: -0.0897,
      yesNo: 0.1245,
      pronoun: -0.0343,
      unnamed: -0.0821,
    },
    underspecified: {
      passage: -0.0701,
      sentence: -0.0445,
      together: -0.0161,
      lead: -0.0479,
      margin: -0.0749,
      yesNo: -0.0566,
      pronoun: 0.1209,
      unnamed: 0.1227,
    },
  },
};
