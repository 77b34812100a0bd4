// The parts of schemas/result.schema.json that are drawn.
export type Num = number | null;
export type Kind = 'account' | 'obligation' | 'futures';
export type Role = 'scenario' | 'baseline' | 'second' | 'observed' | 'category' | 'reference';

export interface Axis { label: string; unit?: string; log?: boolean; low?: Num; high?: Num; time?: boolean }
export interface Point {
  x: number | string; y: Num; label?: string; code?: string;
  p5?: Num; p25?: Num; p75?: Num; p95?: Num;
}
export interface Series { label: string; role?: Role; panel?: string; points: Point[] }
export interface Chart {
  name: string; title: string; kind?: Kind; section?: string;
  form: 'fan' | 'line' | 'dots' | 'bars' | 'tornado' | 'points' | 'cells' | 'parallel' | 'map';
  x?: Axis; y?: Axis; series: Series[];
  reference?: { x?: Num; y?: Num; label: string }[];
  n?: number; band?: string; note?: string; source?: string; live?: string;
}
export interface BillRow {
  state: string; name?: string; share_2014?: Num; share_base?: Num; target?: Num; multiple: Num;
  extra_bn: Num; extra_eur_bn?: Num;
}
export interface Bill { target?: Num; by_year?: number; rows: BillRow[]; source?: string }
