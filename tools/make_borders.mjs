// Writes data/treaty/outlines.csv from Natural Earth 1:50m (public domain) as packed by the npm
// package world-atlas 2.0.2:
//
//     npm install world-atlas@2.0.2 topojson-client@3 && node tools/make_borders.mjs > data/treaty/outlines.csv
//
// Shared borders are simplified once (Douglas-Peucker on the arcs, 0.06 degrees), so neighbours
// still fit. Corrections of the stock atlas: Crimea belongs to Ukraine; dependencies go to their
// sovereign; the north of Cyprus to Cyprus, Somaliland to Somalia.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
const require = createRequire(join(process.cwd(), "x.js"));
const { feature } = require("topojson-client");
const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json")));

const TOLERANCE = 0.06;
const SMALLEST = 0.12; // islands below this width are dropped unless they are all a state has

const iso = Object.fromEntries(
  `004AFG 008ALB 010ATA 012DZA 020AND 024AGO 028ATG 031AZE 032ARG 036AUS 040AUT 044BHS 048BHR 050BGD
051ARM 052BRB 056BEL 064BTN 068BOL 070BIH 072BWA 076BRA 084BLZ 090SLB 096BRN 100BGR 104MMR 108BDI
112BLR 116KHM 120CMR 124CAN 132CPV 140CAF 144LKA 148TCD 152CHL 156CHN 158TWN 170COL 174COM 178COG
180COD 184COK 188CRI 191HRV 192CUB 196CYP 203CZE 204BEN 208DNK 212DMA 214DOM 218ECU 222SLV 226GNQ
231ETH 232ERI 233EST 242FJI 246FIN 250FRA 262DJI 266GAB 268GEO 270GMB 275PSE 276DEU 288GHA 296KIR
300GRC 308GRD 320GTM 324GIN 328GUY 332HTI 336VAT 340HND 344CHN 348HUN 352ISL 356IND 360IDN 364IRN
368IRQ 372IRL 376ISR 380ITA 384CIV 388JAM 392JPN 398KAZ 400JOR 404KEN 408PRK 410KOR 414KWT 417KGZ
418LAO 422LBN 426LSO 428LVA 430LBR 434LBY 438LIE 440LTU 442LUX 446CHN 450MDG 454MWI 458MYS 462MDV
466MLI 470MLT 478MRT 480MUS 484MEX 492MCO 496MNG 498MDA 499MNE 504MAR 508MOZ 512OMN 516NAM 520NRU
524NPL 528NLD 533NLD 531NLD 534NLD 540FRA 548VUT 554NZL 558NIC 562NER 566NGA 570NIU 574AUS 578NOR
580USA 583FSM 584MHL 585PLW 586PAK 591PAN 598PNG 600PRY 604PER 608PHL 612GBR 616POL 620PRT 624GNB
626TLS 630USA 634QAT 642ROU 643RUS 646RWA 652FRA 654GBR 659KNA 660GBR 662LCA 663FRA 666FRA 670VCT
674SMR 678STP 682SAU 686SEN 688SRB 690SYC 694SLE 702SGP 703SVK 704VNM 705SVN 706SOM 710ZAF 716ZWE
724ESP 728SSD 729SDN 732ESH 740SUR 748SWZ 752SWE 756CHE 760SYR 762TJK 764THA 768TGO 776TON 780TTO
784ARE 788TUN 792TUR 795TKM 796GBR 800UGA 804UKR 807MKD 818EGY 826GBR 831GBR 832GBR 833GBR 834TZA
840USA 850USA 854BFA 858URY 860UZB 862VEN 876FRA 882WSM 887YEM 894ZMB 016USA 060GBR 074NOR 086GBR
092GBR 136GBR 238GBR 239GBR 234DNK 248FIN 258FRA 260FRA 304DNK 316USA 334AUS 500GBR`
    .split(/\s+/)
    .map((x) => [x.slice(0, 3), x.slice(3)]),
);
const byName = { Kosovo: "XKX", "N. Cyprus": "CYP", Somaliland: "SOM", "Indian Ocean Ter.": "AUS", "Siachen Glacier": "IND" };

function farthest(points, a, b) {
  const [x1, y1] = points[a], [x2, y2] = points[b];
  const dx = x2 - x1, dy = y2 - y1, length = dx * dx + dy * dy;
  let at = -1, worst = 0;
  for (let i = a + 1; i < b; i++) {
    const u = length > 0 ? Math.min(1, Math.max(0, ((points[i][0] - x1) * dx + (points[i][1] - y1) * dy) / length)) : 0;
    const d = Math.hypot(points[i][0] - x1 - u * dx, points[i][1] - y1 - u * dy);
    if (d > worst) [worst, at] = [d, i];
  }
  return [at, worst];
}

function simplify(points, tolerance) {
  const keep = new Set([0, points.length - 1]);
  const todo = [[0, points.length - 1]];
  while (todo.length) {
    const [a, b] = todo.pop();
    const [at, worst] = farthest(points, a, b);
    if (at >= 0 && worst > tolerance) {
      keep.add(at);
      todo.push([a, at], [at, b]);
    }
  }
  return points.filter((_, i) => keep.has(i));
}

function absolute(arc) {
  const [sx, sy] = world.transform.scale, [tx, ty] = world.transform.translate;
  let x = 0, y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]);
}

const plain = { ...world, transform: undefined };
plain.arcs = world.arcs.map((arc) => {
  const points = absolute(arc);
  const width = Math.max(...[0, 1].map((k) => Math.max(...points.map((p) => p[k])) - Math.min(...points.map((p) => p[k]))));
  const closed = points[0][0] === points.at(-1)[0] && points[0][1] === points.at(-1)[1];
  return simplify(points, closed ? Math.min(TOLERANCE, width / 12) : TOLERANCE);
});

function inside([x, y], ring) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    if (ring[i][1] > y !== ring[j][1] > y &&
        x < ((ring[j][0] - ring[i][0]) * (y - ring[i][1])) / (ring[j][1] - ring[i][1]) + ring[i][0]) odd = !odd;
  return odd;
}

// The atlas joins rings across the antimeridian: unroll, then cut at 180.
function unroll(ring) {
  let turn = 0;
  return ring.map(([x, y], i) => {
    if (i > 0) {
      if (x - ring[i - 1][0] > 180) turn -= 360;
      if (x - ring[i - 1][0] < -180) turn += 360;
    }
    return [x + turn, y];
  });
}

function clip(ring, limit, sign) {
  const out = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i], b = ring[(i + 1) % ring.length];
    const ina = sign * (a[0] - limit) <= 0, inb = sign * (b[0] - limit) <= 0;
    if (ina) out.push(a);
    if (ina !== inb) out.push([limit, a[1] + ((b[1] - a[1]) * (limit - a[0])) / (b[0] - a[0])]);
  }
  return out;
}

function cut(ring) {
  const line = unroll(ring.slice(0, -1));
  const parts = [clip(clip(line, 180, 1), -180, -1)];
  parts.push(clip(line, 180, -1).map(([x, y]) => [x - 360, y]));
  parts.push(clip(line, -180, 1).map(([x, y]) => [x + 360, y]));
  return parts.filter((p) => p.length >= 3);
}

const rings = new Map();
for (const f of feature(plain, world.objects.countries).features) {
  const own = iso[f.id] ?? byName[f.properties.name];
  if (!own || own === "ATA" || !f.geometry) continue;
  const parts = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
  for (const part of parts) {
    const code = own === "RUS" && inside([34.1, 45.2], part[0]) ? "UKR" : own;
    for (const ring of part) rings.set(code, [...(rings.get(code) ?? []), ...cut(ring)]);
  }
}

const width = (ring) => Math.max(...[0, 1].map((k) => Math.max(...ring.map((p) => p[k])) - Math.min(...ring.map((p) => p[k]))));
const text = (v) => String(Math.round(Math.max(-180, Math.min(180, v)) * 100) / 100);
console.log("state,polygon");
for (const [code, list] of [...rings].sort()) {
  const largest = list.reduce((a, b) => (width(b) > width(a) ? b : a));
  for (const ring of list) {
    if (ring !== largest && width(ring) < SMALLEST) continue;
    const points = ring.map((p) => `${text(p[0])} ${text(p[1])}`).filter((p, i, all) => p !== all[i - 1]);
    if (points[0] === points.at(-1)) points.pop();
    if (points.length >= 3) console.log(`${code},${points.join(";")}`);
  }
}
