import { policyPdf } from './policy-pdf';

/** Policy for customers, as a PDF with a table of fees. */
export const cancellationAndRefunds = () =>
  policyPdf('Cancellation and refunds policy', 'For customers in the United Kingdom and the European Union. Valid from 1 January 2026.', [
    { text: 'This is the cancellation policy of Harbour & Pine. It says until when you may cancel an order, what it costs, how you return a product and when you get your money back. Your legal rights stay as they are; this policy adds to them.' },
    { heading: 'Cancelling an order', level: 1 },
    { text: 'You may cancel an order for standard products free of charge at any time before it is dispatched. Chairs and lamps are usually dispatched within 2 working days, so please do not wait. After dispatch, an order can no longer be cancelled, but you may return the products as described below.' },
    { text: 'Products that are made to order (desks, cabinets and anything in a colour of your choice) may be cancelled free of charge within 48 hours of the order. After that a fee applies that depends on how far production has come.' },
    { heading: 'Cancellation fees', level: 2 },
    {
      table: [
        ['When you cancel', 'Standard products', 'Made to order'],
        ['Within 48 hours of the order', 'Free', 'Free'],
        ['Before production starts', 'Free', '10 % of the price'],
        ['After production has started', 'Free', '25 % of the price'],
        ['Finished, not yet dispatched', 'Free', '40 % of the price'],
        ['After dispatch', 'Return within 30 days', 'No cancellation'],
      ],
      widths: [190, 140, 137],
    },
    { text: 'We tell you by e-mail when production of your order starts. The fee is taken from what you have already paid, and the rest is refunded.' },
    { heading: 'How to cancel', level: 2 },
    { list: ['In your account: open the order and choose "Cancel order".', 'By e-mail: write to orders@harbourpine.example and give your order number.', 'By telephone: call +44 117 496 0100 between 8:00 and 20:00.'] },
    { text: 'You receive a confirmation within one working day. A cancellation counts from the moment at which you send it.' },
    { heading: 'Returning a product', level: 1 },
    { text: 'You may return standard products within 30 days of delivery without giving a reason. The product must be complete and undamaged; it may have been unpacked and tried. Products made to order can only be returned when they are faulty.' },
    { text: 'Chairs, lamps and accessories are returned free of charge with the label in your account. For standard desks and cabinets our drivers collect the product at your front door; the collection costs 45 pounds in the United Kingdom and 75 pounds in the European Union. Collection of a faulty product is always free.' },
    { list: ['Open the order in your account and choose "Return".', 'Print the label, or choose a day for the collection.', 'Pack the product so that it cannot be damaged. The original box is best, but not required.'] },
    { heading: 'Refunds', level: 1 },
    { text: 'We refund the price of the product and the standard delivery charge to the means of payment that you used. You receive the money within 10 working days after the product has reached us, or within 5 working days after a cancellation. Extra services, such as delivery on a Saturday or to a room of your choice, are not refunded once they have been provided.' },
    { text: 'If a returned product shows signs of use that go beyond trying it, we deduct up to 50 % of its price and send you photographs that show why. If you disagree, write to us within 14 days and a person who was not involved decides again.' },
    { heading: 'Orders by companies', level: 1 },
    { text: 'Companies with an account may cancel standard products until dispatch like everyone else. For orders above 10,000 pounds the dates and fees in the contract apply. Furniture on loan may be returned with notice of one month to the end of a month.' },
    { heading: 'Events and workshops', level: 2 },
    { text: 'Places in our furniture-making workshops may be cancelled up to 14 days before the workshop for a full refund, and up to 7 days before it for half of the price. Later cancellations are not refunded, but another person may take your place. If we cancel a workshop, you receive the full price back.' },
    { heading: 'Contact and complaints', level: 1 },
    { text: 'Write to orders@harbourpine.example. If we cannot agree, you may turn to the consumer ombudsman; the address is on our website. This policy is reviewed every January.' },
  ]);
