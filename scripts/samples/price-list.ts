import writeXlsxFile from 'write-excel-file/node';

type Product = [article: string, name: string, material: string, price: number, weeks: number, weight: number];

const chairs: Product[] = [
  ['HP-1001', 'Tern task chair', 'Recycled mesh, aluminium', 289, 1, 14.5],
  ['HP-1002', 'Tern task chair with headrest', 'Recycled mesh, aluminium', 339, 1, 15.8],
  ['HP-1010', 'Heron conference chair', 'Wool felt, oak', 219, 1, 9.2],
  ['HP-1015', 'Wren stacking chair', 'Beech', 129, 1, 5.4],
  ['HP-1020', 'Osprey executive chair', 'Leather, walnut', 749, 2, 21],
  ['HP-1030', 'Dipper stool, adjustable', 'Cork, steel', 149, 1, 6.1],
];
const desks: Product[] = [
  ['HP-2001', 'Quay desk 140 × 70', 'Oak, oiled', 549, 3, 38],
  ['HP-2002', 'Quay desk 160 × 80', 'Oak, oiled', 629, 3, 44],
  ['HP-2010', 'Lift sit-stand desk 160 × 80', 'Linoleum, steel', 899, 4, 62],
  ['HP-2011', 'Lift sit-stand desk 180 × 80', 'Linoleum, steel', 969, 4, 67],
  ['HP-2020', 'Mooring meeting table for 8', 'Ash', 1490, 4, 85],
  ['HP-2030', 'Jetty bench desk for 4', 'Birch plywood', 1890, 4, 120],
];
const storage: Product[] = [
  ['HP-3001', 'Locker for 4', 'Powder-coated steel', 390, 3, 48],
  ['HP-3010', 'Cargo cabinet, 2 doors', 'Oak veneer', 459, 3, 52],
  ['HP-3015', 'Crate pedestal on castors', 'Birch plywood', 199, 3, 17],
  ['HP-3020', 'Rack shelf, 5 levels', 'Pine', 169, 1, 23],
];
const lamps: Product[] = [
  ['HP-4001', 'Beacon desk lamp', 'Aluminium', 119, 1, 2.1],
  ['HP-4002', 'Beacon floor lamp', 'Aluminium', 229, 1, 7.4],
  ['HP-4010', 'Lantern pendant', 'Glass, brass', 189, 1, 3.3],
];

const bold = (value: string) => ({ value, fontWeight: 'bold' as const });

function sheet(products: Product[]) {
  const header = ['Article', 'Product', 'Material', 'Price (GBP, without VAT)', 'Delivery in weeks', 'Weight (kg)'].map(bold);
  const rows = products.map(([article, name, material, price, weeks, weight]) => [
    { value: article },
    { value: name },
    { value: material },
    { value: price, type: Number, format: '#,##0.00' },
    { value: weeks, type: Number },
    { value: weight, type: Number },
  ]);
  return [header, ...rows];
}

const discounts = [
  [bold('Order value (GBP)'), bold('Discount'), bold('Valid until')],
  ...([['From 5,000', 0.05], ['From 10,000', 0.08], ['From 25,000', 0.12], ['From 50,000', 0.15]] as const).map(([value, discount]) => [
    { value },
    { value: discount, type: Number, format: '0%' },
    { value: new Date('2026-12-31T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
  ]),
];

/** The price list as a workbook: one sheet per kind of product, and the discounts. */
export function priceList(): Promise<Buffer> {
  return writeXlsxFile([
    { data: sheet(chairs), sheet: 'Chairs' },
    { data: sheet(desks), sheet: 'Desks and tables' },
    { data: sheet(storage), sheet: 'Storage' },
    { data: sheet(lamps), sheet: 'Lamps' },
    { data: discounts, sheet: 'Volume discounts' },
  ]).toBuffer();
}
