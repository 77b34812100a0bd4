// What a reader takes away: CSV files and whatever else is saved.
function guarded(cell: string): string {
  const plain = /^[=+@\t\r]/.test(cell) || (/^-/.test(cell) && Number.isNaN(Number(cell))) ? `'${cell}` : cell;
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function csv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((r) => r.map(guarded).join(',')).join('\r\n')}\r\n`;
}

// Drawings of the report have their looks from the page's style sheet: these go along.
const looks = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-weight'];
function styled(from: SVGSVGElement, to: SVGSVGElement): void {
  if (!from.classList.contains('drawn')) return;
  const copies = to.querySelectorAll('*');
  from.querySelectorAll('*').forEach((element, i) => {
    const look = getComputedStyle(element);
    for (const name of looks) copies[i]?.setAttribute(name, look.getPropertyValue(name));
  });
}

// A chart's SVG on its own: colours resolved, title and source line written in.
export function standalone(svg: SVGSVGElement, title: string, source: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  styled(svg, copy);
  const style = getComputedStyle(document.documentElement);
  const resolve = (text: string): string =>
    text.replace(/var\((--[a-z-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim() || 'gray');
  const width = Number(svg.getAttribute('width') ?? 720);
  const height = Number(svg.getAttribute('height') ?? 360);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 -28 ${width} ${height + 52}`);
  copy.setAttribute('height', String(height + 52));
  copy.setAttribute('font-family', 'system-ui, sans-serif');
  const ink = style.getPropertyValue('--ink').trim();
  const paper = style.getPropertyValue('--paper').trim();
  const escape = (t: string): string => t.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const inner = resolve(copy.outerHTML).replaceAll('currentColor', ink);
  const open = inner.indexOf('>') + 1;
  return `${inner.slice(0, open)}<rect x="0" y="-28" width="${width}" height="${height + 52}" fill="${paper}"/>`
    + `<text x="0" y="-10" text-anchor="start" font-size="15" font-weight="600" fill="${ink}">${escape(title)}</text>`
    + `<text x="0" y="${height + 16}" text-anchor="start" font-size="11" fill="${ink}">${escape(source)}</text>${inner.slice(open)}`;
}

export function save(name: string, type: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
