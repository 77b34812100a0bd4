// Every word the report's script shows.
export const strings = {
  filter: 'Filter',
  table: 'Table',
  chart: 'Chart',
  dark: 'Dark',
  light: 'Light',
  mapTitle: 'Where the bill falls',
  mapNote: 'Dots: extra spending in the target year. Crimea (hatched) is Ukraine, occupied by Russia. '
    + 'Outlines: Natural Earth.',
  extra: (name: string, bn: string): string => `${name}: $${bn} bn a year`,
};
