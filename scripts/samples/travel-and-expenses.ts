import { policyPdf } from './policy-pdf';

/** Policy for employees, as a PDF over several pages with tables. */
export const travelAndExpenses = () =>
  policyPdf('Travel and expenses policy', 'For all employees. Version 4, valid from 1 January 2026. Owner: finance team.', [
    { text: 'Harbour & Pine pays what a business trip reasonably costs. This policy says what is reasonable, what has to be approved before, and how you get your money back. Where it leaves a question open, ask your manager or write to finance@harbourpine.example before you spend.' },
    { heading: 'Before you travel', level: 1 },
    { text: 'Every trip is entered in the travel system (Waymark). Trips within the country need no approval if they cost less than 300 pounds in all. Everything else is approved by your manager, and trips outside of Europe by the head of your department as well.' },
    {
      table: [
        ['Trip', 'Who approves', 'How long before'],
        ['Domestic, under 300 pounds', 'Nobody', 'No limit'],
        ['Domestic, 300 pounds and more', 'Manager', '3 working days'],
        ['Europe', 'Manager', '7 working days'],
        ['Outside of Europe', 'Manager and head of department', '21 working days'],
      ],
      widths: [180, 180, 107],
    },
    { heading: 'Trains, flights and cars', level: 1 },
    { text: 'Take the train when the journey takes less than 5 hours. Second class is standard; first class is paid for journeys of more than 3 hours if you work on the way. Flights are booked in economy class. Premium economy is allowed for flights of more than 7 hours. Business class is never paid.' },
    { text: 'Rental cars are booked in the compact class. If you use your own car, you receive 45 pence per mile for the first 10,000 miles in a year and 25 pence for every mile after that. Fines are not paid, whoever was at the wheel.' },
    { text: 'Taxis are paid from and to airports, after 21:00, with heavy luggage, or where there is no public transport.' },
    { heading: 'Hotels', level: 1 },
    { text: 'Book through Waymark, which knows our rates. The limit per night depends on the city and is given in the list of per diem rates. If no room is to be had within the limit, your manager may approve up to 20 % more. If you stay with friends or family you may spend 25 pounds per night on a present.' },
    { heading: 'Meals', level: 1 },
    { text: 'For trips of more than 8 hours you receive a daily allowance for meals without receipts. The amount is given in the list of per diem rates; on the days of departure and return the lower amount applies. The allowance is reduced by 20 % if breakfast is included in the price of the room, and by 40 % for each meal to which you are invited.' },
    { text: 'Meals with customers are paid against a receipt that names the guests and the reason, up to 60 pounds per person including drinks. Tips of up to 10 % are paid.' },
    { heading: 'Other expenses', level: 1 },
    {
      table: [
        ['Expense', 'Limit', 'Receipt'],
        ['Mobile data abroad', '40 pounds per trip', 'Yes'],
        ['Laundry, from the fifth day', '30 pounds per week', 'Yes'],
        ['Visa and vaccinations', 'Full cost', 'Yes'],
        ['Conference ticket', '900 pounds per year', 'Yes'],
        ['Books and courses', '600 pounds per year', 'Yes'],
        ['Team dinner', '35 pounds per person, twice a year', 'Yes'],
      ],
      widths: [180, 200, 87],
    },
    { text: 'Not paid are minibar, films, fitness rooms, travel insurance (the company has one for all of you), upgrades, and the cost of accompanying persons.' },
    { heading: 'Claiming expenses', level: 1 },
    { text: 'Hand in your expense claim in Waymark within 30 days of the end of the trip. Claims that are more than 90 days old are not paid. Take a photograph of each receipt; the paper may then be thrown away. For expenses of less than 10 pounds no receipt is needed.' },
    { text: 'Your manager approves the claim within 5 working days, and the finance team pays it with the next weekly run, on Thursdays. Expenses in other currencies are converted at the rate of the day on the receipt.' },
    { heading: 'Company cards', level: 1 },
    { text: 'Whoever travels more than six times a year may have a company card. It has a limit of 2,500 pounds a month. Private purchases are not allowed, not even if you repay them. Statements are settled by the 10th of the following month; after two late statements the card is withdrawn.' },
    { heading: 'Safety', level: 1 },
    { text: 'For countries with a travel warning the head of your department and the security team decide together. In an emergency abroad call the assistance line, +44 117 496 0119, day and night. Your insurance number is on the back of your badge.' },
  ]);
