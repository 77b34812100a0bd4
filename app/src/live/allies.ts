// Members of the alliance at the start of 2025, for lists and maps.
export const ALLY: ReadonlySet<string> = new Set(('ALB BEL BGR CAN HRV CZE DNK EST FIN FRA DEU GRC HUN ITA LVA LTU LUX MNE NLD MKD '
  + 'NOR POL PRT ROU SVK SVN ESP SWE TUR GBR USA').split(' '));

// Allies that the map of Europe does not show.
export const ALLIES_OUTSIDE: readonly string[] = ['USA', 'CAN'];

// Where a flashpoint is drawn on the world map: longitude, latitude.
export const FLASHPOINT_PLACE: Readonly<Record<string, [number, number]>> = {
  baltic: [25, 57], poland: [22, 52.5], nordic: [26, 68], black_sea: [28, 44.5], ukraine: [34, 48.5],
  taiwan: [120, 23.5], korea: [127, 38], senkaku: [124, 27], philippines: [118, 12],
};
