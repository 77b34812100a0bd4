// Every word the report's script shows.
export const strings = {
  filter: 'Filter',
  table: 'Table',
  chart: 'Chart',
  dark: 'Dark',
  light: 'Light',
  mapTitle: 'Where the bill falls',
  mapFinding: (name: string, bn: string): string => `In Europe ${name} would add most: $${bn} bn a year in the target year`,
  mapNote: 'Dots: extra spending in the target year. Crimea (hatched) is Ukraine, occupied by Russia. '
    + 'Outlines: Natural Earth.',
  extra: (name: string, bn: string): string => `${name}: $${bn} bn a year`,
};
