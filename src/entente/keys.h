/*
 * The register keys that code reads or writes, so that a kernel can name a row by a constant.
 * Everything about a row (label, unit, range, prior, meaning, source) stands in data/; a
 * key here that the register lacks fails a test, a row of the register that is not here is
 * listed as not used yet. Append at the end: the order fixes the layout of a saved world.
 *
 *     const double *kappa = tile->a[ENT_A_PLEDGE_KAPPA_LO];
 */
#ifndef ENTENTE_KEYS_H
#define ENTENTE_KEYS_H

#define ENT_ASSUMPTION_LIST(X) \
    X(ENT_A_ECONOMY_SD_ADVANCED, "economy.sd_advanced") \
    X(ENT_A_ECONOMY_SD_EMERGING, "economy.sd_emerging") \
    X(ENT_A_ECONOMY_SHOCK_COMMON, "economy.shock_common") \
    X(ENT_A_ECONOMY_DEBT_SHARE, "economy.debt_share") \
    X(ENT_A_ECONOMY_I_MINUS_N, "economy.i_minus_n") \
    X(ENT_A_PLEDGE_KAPPA_LO, "pledge.kappa_lo") \
    X(ENT_A_PLEDGE_KAPPA_HI, "pledge.kappa_hi") \
    X(ENT_A_PLEDGE_THREAT_HALF_LIFE, "pledge.threat_half_life") \
    X(ENT_A_PLEDGE_COMPLIANCE_SPREAD, "pledge.compliance_spread") \
    X(ENT_A_PLEDGE_THREAT_TARGET, "pledge.threat_target") \
    X(ENT_A_PLEDGE_DEMAND_WEIGHT, "pledge.demand_weight") \
    X(ENT_A_PLEDGE_STEP_MAX, "pledge.step_max") \
    X(ENT_A_PLEDGE_JUMP, "pledge.jump") \
    X(ENT_A_PLEDGE_PEER, "pledge.peer") \
    X(ENT_A_PLEDGE_US_FORCES, "pledge.us_forces") \
    X(ENT_A_PLEDGE_NOISE, "pledge.noise") \
    X(ENT_A_PLEDGE_COMMON, "pledge.common") \
    X(ENT_A_PLEDGE_RUSSIA_POSTWAR, "pledge.russia_postwar") \
    X(ENT_A_PLEDGE_UKRAINE_POSTWAR, "pledge.ukraine_postwar") \
    X(ENT_A_PLEDGE_CHINA_TREND, "pledge.china_trend") \
    X(ENT_A_CAPABILITY_DELTA, "capability.delta") \
    X(ENT_A_CAPABILITY_DELTA_WAR, "capability.delta_war") \
    X(ENT_A_CAPABILITY_DELTA_WAR_UKRAINE, "capability.delta_war_ukraine") \
    X(ENT_A_CAPABILITY_W_PRICE, "capability.w_price") \
    X(ENT_A_CAPABILITY_DELAY, "capability.delay") \
    X(ENT_A_CAPABILITY_ABSORPTION, "capability.absorption") \
    X(ENT_A_CAPABILITY_ALPHA, "capability.alpha") \
    X(ENT_A_CAPABILITY_EQ_UNKNOWN, "capability.eq_unknown") \
    X(ENT_A_CAPABILITY_EQ_ADVERSARY, "capability.eq_adversary") \
    X(ENT_A_CAPABILITY_PERSONNEL_ELASTICITY, "capability.personnel_elasticity") \
    X(ENT_A_CAPABILITY_READINESS_ELASTICITY, "capability.readiness_elasticity") \
    X(ENT_A_CAPABILITY_LAND_EUROPE, "capability.land_europe") \
    X(ENT_A_CAPABILITY_LAND_US, "capability.land_us") \
    X(ENT_A_CAPABILITY_LAND_RUSSIA, "capability.land_russia") \
    X(ENT_A_CAPABILITY_LAND_CHINA, "capability.land_china") \
    X(ENT_A_CAPABILITY_LAND_OTHER, "capability.land_other") \
    X(ENT_A_CAPABILITY_READY_EUROPE, "capability.ready_europe") \
    X(ENT_A_CAPABILITY_READY_US, "capability.ready_us") \
    X(ENT_A_CAPABILITY_READY_RUSSIA, "capability.ready_russia") \
    X(ENT_A_CAPABILITY_READY_CHINA, "capability.ready_china") \
    X(ENT_A_CAPABILITY_READY_OTHER, "capability.ready_other") \
    X(ENT_A_CAPABILITY_READY_HOME, "capability.ready_home") \
    X(ENT_A_CAPABILITY_RESERVE_WEIGHT, "capability.reserve_weight") \
    X(ENT_A_CAPABILITY_QUALITY_EUROPE, "capability.quality_europe") \
    X(ENT_A_CAPABILITY_QUALITY_US, "capability.quality_us") \
    X(ENT_A_CAPABILITY_QUALITY_RUSSIA, "capability.quality_russia") \
    X(ENT_A_CAPABILITY_QUALITY_CHINA, "capability.quality_china") \
    X(ENT_A_CAPABILITY_ETA0, "capability.eta0") \
    X(ENT_A_CAPABILITY_ENABLER_COST, "capability.enabler_cost") \
    X(ENT_A_CAPABILITY_ENABLER_SHARE, "capability.enabler_share") \
    X(ENT_A_POSTURE_DECISION_DELAY, "posture.decision_delay") \
    X(ENT_A_POSTURE_RSOI_DAYS, "posture.rsoi_days") \
    X(ENT_A_POSTURE_RSOI_RATE, "posture.rsoi_rate") \
    X(ENT_A_POSTURE_COMMITTED, "posture.committed") \
    X(ENT_A_POSTURE_AIR, "posture.air") \
    X(ENT_A_POSTURE_RUSSIA_TIED, "posture.russia_tied") \
    X(ENT_A_POSTURE_RATIO, "posture.ratio") \
    X(ENT_A_POSTURE_FLANK_SHARE, "posture.flank_share") \
    X(ENT_A_COMMITMENT_US_NATO, "commitment.us_nato") \
    X(ENT_A_COMMITMENT_NATO_NEAR, "commitment.nato_near") \
    X(ENT_A_COMMITMENT_NATO_FAR, "commitment.nato_far") \
    X(ENT_A_COMMITMENT_US_PACIFIC, "commitment.us_pacific") \
    X(ENT_A_COMMITMENT_US_PHILIPPINES, "commitment.us_philippines") \
    X(ENT_A_COMMITMENT_US_TAIWAN, "commitment.us_taiwan") \
    X(ENT_A_COMMITMENT_ALLIES_TAIWAN, "commitment.allies_taiwan") \
    X(ENT_A_COMMITMENT_BILATERAL, "commitment.bilateral") \
    X(ENT_A_COMMITMENT_GUARANTOR, "commitment.guarantor") \
    X(ENT_A_COMMITMENT_FORCE_SHIFT, "commitment.force_shift") \
    X(ENT_A_COMMITMENT_FOLLOW, "commitment.follow") \
    X(ENT_A_DETERRENCE_LAMBDA, "deterrence.lambda") \
    X(ENT_A_DETERRENCE_BASE_RUSSIA, "deterrence.base_russia") \
    X(ENT_A_DETERRENCE_BASE_CHINA_ALLIES, "deterrence.base_china_allies") \
    X(ENT_A_DETERRENCE_BASE_TAIWAN, "deterrence.base_taiwan") \
    X(ENT_A_DETERRENCE_BASE_KOREA, "deterrence.base_korea") \
    X(ENT_A_DETERRENCE_BASE_UKRAINE, "deterrence.base_ukraine") \
    X(ENT_A_DETERRENCE_CONTEST, "deterrence.contest") \
    X(ENT_A_DETERRENCE_HORIZON, "deterrence.horizon") \
    X(ENT_A_DETERRENCE_FAIT_ACCOMPLI, "deterrence.fait_accompli") \
    X(ENT_A_DETERRENCE_COST, "deterrence.cost") \
    X(ENT_A_DETERRENCE_NUCLEAR, "deterrence.nuclear") \
    X(ENT_A_DETERRENCE_RECONSTITUTION, "deterrence.reconstitution") \
    X(ENT_A_DETERRENCE_CONTAGION, "deterrence.contagion") \
    X(ENT_A_COMBAT_RHO, "combat.rho") \
    X(ENT_A_COMBAT_ADT, "combat.adT") \
    X(ENT_A_COMBAT_AAT, "combat.aaT") \
    X(ENT_A_COMBAT_WMAX, "combat.wmax") \
    X(ENT_A_COMBAT_KM_PER_BE, "combat.km_per_be") \
    X(ENT_A_COMBAT_V_FREE, "combat.v_free") \
    X(ENT_A_COMBAT_CULMINATION, "combat.culmination") \
    X(ENT_A_COMBAT_COUNTER_RATIO, "combat.counter_ratio") \
    X(ENT_A_UKRAINE_VBAR, "ukraine.vbar") \
    X(ENT_A_UKRAINE_AR, "ukraine.ar") \
    X(ENT_A_UKRAINE_SD, "ukraine.sd") \
    X(ENT_A_UKRAINE_G_FIRES, "ukraine.g_fires") \
    X(ENT_A_UKRAINE_G_MEN, "ukraine.g_men") \
    X(ENT_A_UKRAINE_G_ARMOUR, "ukraine.g_armour") \
    X(ENT_A_UKRAINE_HOLD, "ukraine.hold") \
    X(ENT_A_UKRAINE_RUS_RECRUITS, "ukraine.rus_recruits") \
    X(ENT_A_UKRAINE_UKR_RECRUITS, "ukraine.ukr_recruits") \
    X(ENT_A_UKRAINE_UKR_DESERTION, "ukraine.ukr_desertion") \
    X(ENT_A_UKRAINE_RETURN, "ukraine.return") \
    X(ENT_A_UKRAINE_C_KM2, "ukraine.c_km2") \
    X(ENT_A_UKRAINE_C_FIRES_RUS, "ukraine.c_fires_rus") \
    X(ENT_A_UKRAINE_C_FIRES_UKR, "ukraine.c_fires_ukr") \
    X(ENT_A_UKRAINE_RUS_FIRES, "ukraine.rus_fires") \
    X(ENT_A_UKRAINE_UKR_FIRES_OWN, "ukraine.ukr_fires_own") \
    X(ENT_A_UKRAINE_EUR_PER_FIRE, "ukraine.eur_per_fire") \
    X(ENT_A_UKRAINE_AID_TO_FIRES, "ukraine.aid_to_fires") \
    X(ENT_A_UKRAINE_AID_TO_ARMOUR, "ukraine.aid_to_armour") \
    X(ENT_A_UKRAINE_EUR_PER_ARMOUR, "ukraine.eur_per_armour") \
    X(ENT_A_UKRAINE_AID_DELAY, "ukraine.aid_delay") \
    X(ENT_A_UKRAINE_US_UNIQUE, "ukraine.us_unique") \
    X(ENT_A_UKRAINE_LOSS_FRAC, "ukraine.loss_frac") \
    X(ENT_A_UKRAINE_USABLE, "ukraine.usable") \
    X(ENT_A_UKRAINE_REFURB_CAP, "ukraine.refurb_cap") \
    X(ENT_A_UKRAINE_NEW_TANKS, "ukraine.new_tanks") \
    X(ENT_A_SETTLEMENT_H_RUS, "settlement.h_rus") \
    X(ENT_A_SETTLEMENT_H_UKR, "settlement.h_ukr") \
    X(ENT_A_SETTLEMENT_H_ELASTICITY, "settlement.h_elasticity") \
    X(ENT_A_SETTLEMENT_R, "settlement.r") \
    X(ENT_A_SETTLEMENT_K_RUS, "settlement.k_rus") \
    X(ENT_A_SETTLEMENT_K_UKR, "settlement.k_ukr") \
    X(ENT_A_SETTLEMENT_K_GROWTH, "settlement.k_growth") \
    X(ENT_A_SETTLEMENT_OPTIMISM_RUS, "settlement.optimism_rus") \
    X(ENT_A_SETTLEMENT_OPTIMISM_UKR, "settlement.optimism_ukr") \
    X(ENT_A_SETTLEMENT_LEARNING, "settlement.learning") \
    X(ENT_A_SETTLEMENT_TERRITORY_WEIGHT, "settlement.territory_weight") \
    X(ENT_A_SETTLEMENT_WEDGE, "settlement.wedge") \
    X(ENT_A_SETTLEMENT_NATO_COST, "settlement.nato_cost") \
    X(ENT_A_SETTLEMENT_FIRMNESS, "settlement.firmness") \
    X(ENT_A_SETTLEMENT_FIRMNESS_RUSSIA, "settlement.firmness_russia") \
    X(ENT_A_SETTLEMENT_H0, "settlement.h0") \
    X(ENT_A_SETTLEMENT_W0, "settlement.w0") \
    X(ENT_A_DETERRENCE_FORM, "deterrence.form") \
    X(ENT_A_COMBAT_LAW, "combat.law") \
    X(ENT_A_CAPABILITY_FORM, "capability.form") \
    X(ENT_A_COMBAT_PEOPLE_LAND, "combat.people_land") \
    X(ENT_A_COMBAT_PEOPLE_SEA, "combat.people_sea") \
    X(ENT_A_PLEDGE_BEFORE, "pledge.before") \
    X(ENT_A_PLEDGE_COMPLIANCE_NEAR, "pledge.compliance_near") \
    X(ENT_A_PLEDGE_COMPLIANCE_MIDDLE, "pledge.compliance_middle") \
    X(ENT_A_PLEDGE_COMPLIANCE_FAR, "pledge.compliance_far") \
    X(ENT_A_PLEDGE_PROXIMITY_MIDDLE, "pledge.proximity_middle") \
    X(ENT_A_PLEDGE_THREAT_RISE, "pledge.threat_rise") \
    X(ENT_A_PLEDGE_JUMP_MOST, "pledge.jump_most") \
    X(ENT_A_PLEDGE_TAIL_WEIGHT, "pledge.tail_weight") \
    X(ENT_A_PLEDGE_TAIL_SCALE, "pledge.tail_scale") \
    X(ENT_A_PLEDGE_PERSISTENCE, "pledge.persistence") \
    X(ENT_A_PLEDGE_ALARM, "pledge.alarm") \
    X(ENT_A_PLEDGE_ALARM_RISE, "pledge.alarm_rise") \
    X(ENT_A_PLEDGE_ALARM_SPREAD, "pledge.alarm_spread") \
    X(ENT_A_UKRAINE_LEVEL_SD, "ukraine.level_sd") \
    X(ENT_A_UKRAINE_DRIVE_KM2, "ukraine.drive_km2") \
    X(ENT_A_SETTLEMENT_TRUCE_HAZARD, "settlement.truce_hazard") \
    X(ENT_A_SETTLEMENT_TRUCE_MONTHS, "settlement.truce_months") \
    X(ENT_A_SETTLEMENT_TRUCE_GUARD, "settlement.truce_guard") \
    X(ENT_A_SETTLEMENT_TRUCE_FORCE, "settlement.truce_force") \
    X(ENT_A_PLEDGE_NOISE_US, "pledge.noise_us") \
    X(ENT_A_PLEDGE_NOISE_CHINA, "pledge.noise_china") \
    X(ENT_A_PLEDGE_NOISE_WAR, "pledge.noise_war") \
    X(ENT_A_PLEDGE_POSTWAR_YEARS, "pledge.postwar_years") \
    X(ENT_A_PLEDGE_FLOOR, "pledge.floor") \
    X(ENT_A_CAPABILITY_SOLDIERS_PER_BE, "capability.soldiers_per_be") \
    X(ENT_A_CAPABILITY_GROWTH_AT_START, "capability.growth_at_start") \
    X(ENT_A_CAPABILITY_PERSONNEL_MOST, "capability.personnel_most") \
    X(ENT_A_CAPABILITY_READY_CEILING, "capability.ready_ceiling") \
    X(ENT_A_CAPABILITY_READY_YEARS, "capability.ready_years") \
    X(ENT_A_CAPABILITY_RESERVES_MOST, "capability.reserves_most") \
    X(ENT_A_CAPABILITY_RUSSIA_SOLDIERS, "capability.russia_soldiers") \
    X(ENT_A_CAPABILITY_RUSSIA_THEATRE, "capability.russia_theatre") \
    X(ENT_A_CAPABILITY_RUSSIA_PART, "capability.russia_part") \
    X(ENT_A_POSTURE_AIR_DAY, "posture.air_day") \
    X(ENT_A_POSTURE_AIR_SPREAD, "posture.air_spread") \
    X(ENT_A_POSTURE_SEA_SPREAD, "posture.sea_spread") \
    X(ENT_A_POSTURE_SETS_DAY, "posture.sets_day") \
    X(ENT_A_POSTURE_SETS_SPREAD, "posture.sets_spread") \
    X(ENT_A_POSTURE_SENT_EUROPE, "posture.sent_europe") \
    X(ENT_A_POSTURE_SENT_ELSEWHERE, "posture.sent_elsewhere") \
    X(ENT_A_POSTURE_US_AWAY, "posture.us_away") \
    X(ENT_A_POSTURE_SIMULTANEITY, "posture.simultaneity") \
    X(ENT_A_POSTURE_US_NORM, "posture.us_norm") \
    X(ENT_A_POSTURE_TAIWAN_LAND, "posture.taiwan_land") \
    X(ENT_A_POSTURE_FIRST_ARRIVALS, "posture.first_arrivals") \
    X(ENT_A_POSTURE_EARLY_BRIGADES, "posture.early_brigades") \
    X(ENT_A_POSTURE_PLACES, "posture.places") \
    X(ENT_A_POSTURE_HOST_WORTH, "posture.host_worth") \
    X(ENT_A_POSTURE_SENDER_WORTH, "posture.sender_worth") \
    X(ENT_A_POSTURE_RUSSIA_TIED_2021, "posture.russia_tied_2021") \
    X(ENT_A_COMMITMENT_FORCE_FULL, "commitment.force_full") \
    X(ENT_A_DETERRENCE_HOLDING, "deterrence.holding") \
    X(ENT_A_DETERRENCE_RETURN_LEAST, "deterrence.return_least") \
    X(ENT_A_DETERRENCE_RETURN_REPORTED, "deterrence.return_reported") \
    X(ENT_A_DETERRENCE_NUCLEAR_EUROPEAN, "deterrence.nuclear_european") \
    X(ENT_A_COMBAT_FIRST_RATE, "combat.first_rate") \
    X(ENT_A_COMBAT_SECOND_ECHELON, "combat.second_echelon") \
    X(ENT_A_COMBAT_ECHELON_DAYS, "combat.echelon_days") \
    X(ENT_A_COMBAT_LAND_DAYS, "combat.land_days") \
    X(ENT_A_COMBAT_SEA_DAYS, "combat.sea_days") \
    X(ENT_A_COMBAT_SEA_RATE, "combat.sea_rate") \
    X(ENT_A_COMBAT_SEA_RATIO, "combat.sea_ratio") \
    X(ENT_A_COMBAT_LOSS_MOST, "combat.loss_most") \
    X(ENT_A_COMBAT_SOLDIERS_LOST, "combat.soldiers_lost") \
    X(ENT_A_COMBAT_HOST_EQUIPMENT, "combat.host_equipment") \
    X(ENT_A_COMBAT_HOST_SOLDIERS, "combat.host_soldiers") \
    X(ENT_A_COMBAT_QUIET_YEARS, "combat.quiet_years") \
    X(ENT_A_UKRAINE_OWN_ARMOUR, "ukraine.own_armour") \
    X(ENT_A_UKRAINE_ARMOUR_LOSS, "ukraine.armour_loss") \
    X(ENT_A_UKRAINE_RUS_SOLDIERS_LEAST, "ukraine.rus_soldiers_least") \
    X(ENT_A_UKRAINE_RUS_SOLDIERS_MOST, "ukraine.rus_soldiers_most") \
    X(ENT_A_UKRAINE_UKR_SOLDIERS_LEAST, "ukraine.ukr_soldiers_least") \
    X(ENT_A_UKRAINE_UKR_SOLDIERS_MOST, "ukraine.ukr_soldiers_most") \
    X(ENT_A_CAPABILITY_PERSONNEL_YEARS, "capability.personnel_years") \
    X(ENT_A_CAPABILITY_PERSONNEL_DRIFT, "capability.personnel_drift") \
    X(ENT_A_CAPABILITY_EQUIPMENT_LAND_US, "capability.equipment_land_us") \
    X(ENT_A_CAPABILITY_READY_US_LAND, "capability.ready_us_land") \
    X(ENT_A_COMMITMENT_US_CHANGE, "commitment.us_change") \
    X(ENT_A_COMBAT_SEA_EXCHANGE, "combat.sea_exchange") \
    X(ENT_A_COMBAT_SEA_HOLD, "combat.sea_hold") \
    X(ENT_A_CAPABILITY_WARTIME_WEIGHT, "capability.wartime_weight") \
    X(ENT_A_CAPABILITY_AIR_LANDLOCKED, "capability.air_landlocked") \
    X(ENT_A_CAPABILITY_RESERVES_CONSCRIPT, "capability.reserves_conscript") \
    X(ENT_A_CAPABILITY_RESERVES_VOLUNTEER, "capability.reserves_volunteer") \
    X(ENT_A_COMMITMENT_RECORD, "commitment.record") \
    X(ENT_A_COMMITMENT_RECORD_POSTWAR, "commitment.record_postwar") \
    X(ENT_A_COMMITMENT_RECORD_PACTS, "commitment.record_pacts") \
    X(ENT_A_COMMITMENT_RECORD_UPDATE, "commitment.record_update") \
    X(ENT_A_COMMITMENT_RECORD_LEEDS, "commitment.record_leeds") \
    X(ENT_A_DETERRENCE_LEVEL, "deterrence.level") \
    X(ENT_A_DETERRENCE_CRISIS, "deterrence.crisis") \
    X(ENT_A_DETERRENCE_CRISIS_LAND, "deterrence.crisis_land") \
    X(ENT_A_DETERRENCE_CRISIS_WATER, "deterrence.crisis_water") \
    X(ENT_A_DETERRENCE_CRISIS_MAJOR, "deterrence.crisis_major") \
    X(ENT_A_DETERRENCE_CRISIS_MAJOR_TARGET, "deterrence.crisis_major_target") \
    X(ENT_A_DETERRENCE_CRISIS_PEACE, "deterrence.crisis_peace") \
    X(ENT_A_DETERRENCE_CRISIS_DISPUTES, "deterrence.crisis_disputes") \
    X(ENT_A_DETERRENCE_CRISIS_AT_WAR, "deterrence.crisis_at_war") \
    X(ENT_A_DETERRENCE_CRISIS_INITIATED, "deterrence.crisis_initiated") \
    X(ENT_A_DETERRENCE_CRISIS_RIVALS, "deterrence.crisis_rivals") \
    X(ENT_A_DETERRENCE_ATTACK, "deterrence.attack") \
    X(ENT_A_DETERRENCE_ATTACK_LAND, "deterrence.attack_land") \
    X(ENT_A_DETERRENCE_ATTACK_RIVALS, "deterrence.attack_rivals") \
    X(ENT_A_DETERRENCE_UTILITY_MEAN, "deterrence.utility_mean") \
    X(ENT_A_COMBAT_AMMUNITION, "combat.ammunition") \
    X(ENT_A_COMBAT_ROUNDS_PER_BE, "combat.rounds_per_be") \
    X(ENT_A_COMBAT_STOCK_DEFENDER, "combat.stock_defender") \
    X(ENT_A_COMBAT_STOCK_ATTACKER, "combat.stock_attacker") \
    X(ENT_A_COMBAT_SHELLS_EUROPE, "combat.shells_europe")

/* Levers: key and how the value is held: NUMBER one number, YEARLY a number by year,
   CHOICE an index, STATES a set of states. */
#define ENT_LEVER_LIST(X) \
    X(ENT_L_PLEDGE_TARGET_PCT_GDP, "pledge.target_pct_gdp", NUMBER) \
    X(ENT_L_PLEDGE_AGREED_PCT_GDP, "pledge.agreed_pct_gdp", NUMBER) \
    X(ENT_L_PLEDGE_BY_YEAR, "pledge.by_year", NUMBER) \
    X(ENT_L_PLEDGE_AGREED_BY_YEAR, "pledge.agreed_by_year", NUMBER) \
    X(ENT_L_PLEDGE_SHAPE, "pledge.shape", CHOICE) \
    X(ENT_L_PLEDGE_EQUIPMENT_SHARE_NEW, "pledge.equipment_share_new", NUMBER) \
    X(ENT_L_US_POSTURE_EUROPE, "us.posture_europe", NUMBER) \
    X(ENT_L_US_POSTURE_BY_YEAR, "us.posture_by_year", NUMBER) \
    X(ENT_L_US_FREED_TO_INDO_PACIFIC, "us.freed_to_indo_pacific", NUMBER) \
    X(ENT_L_US_CREDIBILITY_SIGNAL, "us.credibility_signal", NUMBER) \
    X(ENT_L_US_CREDIBILITY_SIGNAL_PACIFIC, "us.credibility_signal_pacific", NUMBER) \
    X(ENT_L_EUROPE_FORWARD_BRIGADES, "europe.forward_brigades", NUMBER) \
    X(ENT_L_EUROPE_FORWARD_BY_YEAR, "europe.forward_by_year", NUMBER) \
    X(ENT_L_AID_US, "aid.us", YEARLY) \
    X(ENT_L_AID_EUROPE, "aid.europe", YEARLY) \
    X(ENT_L_GUARANTEE_FORCE_BRIGADES, "guarantee.force_brigades", NUMBER) \
    X(ENT_L_GUARANTEE_MEMBERS, "guarantee.members", STATES) \
    X(ENT_L_GUARANTEE_ARTICLE5, "guarantee.article5", NUMBER) \
    X(ENT_L_UKRAINE_NATO_MEMBERSHIP, "ukraine.nato_membership", NUMBER) \
    X(ENT_L_UKRAINE_PRE2014_DEMAND, "ukraine.pre2014_demand", NUMBER) \
    X(ENT_L_UKRAINE_REGIONS_DEMAND, "ukraine.regions_demand", NUMBER) \
    X(ENT_L_UKRAINE_LINE_DEMAND, "ukraine.line_demand", NUMBER) \
    X(ENT_L_UKRAINE_MEDIATION, "ukraine.mediation", NUMBER) \
    X(ENT_L_CRISIS_TAIWAN_YEAR, "crisis.taiwan_year", NUMBER) \
    X(ENT_L_CRISIS_BALTIC_YEAR, "crisis.baltic_year", NUMBER) \
    X(ENT_L_PLEDGE_RELATED_PCT_GDP, "pledge.related_pct_gdp", NUMBER) \
    X(ENT_L_CRISIS_POLAND_YEAR, "crisis.poland_year", NUMBER) \
    X(ENT_L_CRISIS_NORDIC_YEAR, "crisis.nordic_year", NUMBER) \
    X(ENT_L_CRISIS_BLACK_SEA_YEAR, "crisis.black_sea_year", NUMBER) \
    X(ENT_L_CRISIS_KOREA_YEAR, "crisis.korea_year", NUMBER) \
    X(ENT_L_CRISIS_SENKAKU_YEAR, "crisis.senkaku_year", NUMBER) \
    X(ENT_L_CRISIS_PHILIPPINES_YEAR, "crisis.philippines_year", NUMBER) \
    X(ENT_L_CRISIS_UKRAINE_YEAR, "crisis.ukraine_year", NUMBER) \
    X(ENT_L_POSTURE_PLANNING_RATIO, "posture.planning_ratio", NUMBER) \
    X(ENT_L_US_POSTURE_FLOOR, "us.posture_floor", NUMBER) \
    X(ENT_L_US_SIGNAL_CHANGES, "us.signal_changes", NUMBER) \
    X(ENT_L_GUARANTEE_FORCE_BY_YEAR, "guarantee.force_by_year", NUMBER)

/* Outcomes of the futures: key and shape. SIDE is attacker then defender (Russia then
   Ukraine); ZONE is low, high, width. Accounts (bill, aid, obligations) are not futures and
   are computed from the world directly. */
#define ENT_OUTCOME_LIST(X) \
    X(ENT_O_SPENDING_SHARE, "spending.share", YEAR_STATE) \
    X(ENT_O_SPENDING_EUROPE_CANADA, "spending.europe_canada", YEAR) \
    X(ENT_O_CAPABILITY_BE, "capability.be", YEAR_STATE) \
    X(ENT_O_CAPABILITY_EUROPE, "capability.europe", YEAR) \
    X(ENT_O_CAPABILITY_RUSSIA_FREE, "capability.russia_free", YEAR) \
    X(ENT_O_CAPABILITY_ETA, "capability.eta", YEAR) \
    X(ENT_O_POSTURE_REQUIREMENT, "posture.requirement", YEAR) \
    X(ENT_O_POSTURE_SHORTFALL, "posture.shortfall", YEAR) \
    X(ENT_O_POSTURE_COVERED, "posture.covered", YEAR) \
    X(ENT_O_POSTURE_AUTONOMY_YEAR, "posture.autonomy_year", SCALAR) \
    X(ENT_O_POSTURE_US_LEAVING, "posture.us_leaving", YEAR) \
    X(ENT_O_POSTURE_US_ARRIVING, "posture.us_arriving", YEAR) \
    X(ENT_O_COMMITMENT_Q_US, "commitment.q_us", FLASHPOINT) \
    X(ENT_O_DETERRENCE_ODDS_RATIO, "deterrence.odds_ratio", YEAR_FLASHPOINT) \
    X(ENT_O_DETERRENCE_ATTACK, "deterrence.attack", YEAR_FLASHPOINT) \
    X(ENT_O_DETERRENCE_RENEWAL, "deterrence.renewal", YEAR) \
    X(ENT_O_DETERRENCE_RENEWAL_5Y, "deterrence.renewal_5y", YEAR) \
    X(ENT_O_COMBAT_TAKEN, "combat.taken", FLASHPOINT) \
    X(ENT_O_COMBAT_DAY, "combat.day", FLASHPOINT) \
    X(ENT_O_COMBAT_LOSSES, "combat.losses", FLASHPOINT_SIDE) \
    X(ENT_O_UKRAINE_GAIN, "ukraine.gain", MONTH) \
    X(ENT_O_UKRAINE_AREA, "ukraine.area", MONTH) \
    X(ENT_O_UKRAINE_SOLDIERS, "ukraine.soldiers", MONTH_SIDE) \
    X(ENT_O_UKRAINE_ARMOUR, "ukraine.armour", MONTH_SIDE) \
    X(ENT_O_SETTLEMENT_CEASEFIRE, "settlement.ceasefire", MONTH) \
    X(ENT_O_SETTLEMENT_ZONE, "settlement.zone", MONTH_ZONE) \
    X(ENT_O_SETTLEMENT_TERMS, "settlement.terms", SCALAR) \
    X(ENT_O_SETTLEMENT_MONTHS_AT_WAR, "settlement.months_at_war", SCALAR) \
    X(ENT_O_SETTLEMENT_BINDING, "settlement.binding", MONTH) \
    X(ENT_O_ECONOMY_DEBT_ADDED, "economy.debt_added", YEAR_STATE) \
    X(ENT_O_POSTURE_DEFENCE_IN, "posture.defence_in", YEAR_FLASHPOINT) \
    X(ENT_O_POSTURE_DEFENCE_OUT, "posture.defence_out", YEAR_FLASHPOINT) \
    X(ENT_O_DETERRENCE_CHALLENGER, "deterrence.challenger", YEAR_FLASHPOINT) \
    X(ENT_O_COMBAT_ATTACKED, "combat.attacked", FLASHPOINT) \
    X(ENT_O_COMBAT_AREA, "combat.area", FLASHPOINT) \
    X(ENT_O_COMBAT_COUNTER, "combat.counter", FLASHPOINT) \
    X(ENT_O_COMBAT_PEOPLE, "combat.people", FLASHPOINT_SIDE) \
    X(ENT_O_SETTLEMENT_NASH, "settlement.nash", MONTH) \
    X(ENT_O_UKRAINE_CASUALTIES, "ukraine.casualties", MONTH_SIDE) \
    X(ENT_O_POSTURE_SHORTFALL_WITH_US, "posture.shortfall_with_us", YEAR) \
    X(ENT_O_SETTLEMENT_TRUCE_BROKEN, "settlement.truce_broken", SCALAR)

/* Outcomes computed beside the futures: accounts, obligations, the allocation, pairs of runs. */
#define ENT_ACCOUNT_LIST(X) \
    X("bill.extra") \
    X("bill.multiple") \
    X("aid.donor") \
    X("aid.replace_us") \
    X("obligation.level") \
    X("allocation.margin") \
    X("settlement.months_added")

typedef enum ent_assumption_id {
#define ENT_KEY_ENUM(id, key) id,
    ENT_ASSUMPTION_LIST(ENT_KEY_ENUM)
#undef ENT_KEY_ENUM
        ENT_N_ASSUMPTIONS
} ent_assumption_id;

typedef enum ent_lever_kind {
    ENT_LEVER_NUMBER,
    ENT_LEVER_YEARLY,
    ENT_LEVER_CHOICE,
    ENT_LEVER_STATES
} ent_lever_kind;

typedef enum ent_lever_id {
#define ENT_KEY_ENUM(id, key, kind) id,
    ENT_LEVER_LIST(ENT_KEY_ENUM)
#undef ENT_KEY_ENUM
        ENT_N_LEVERS
} ent_lever_id;

typedef enum ent_shape {
    ENT_SHAPE_SCALAR,
    ENT_SHAPE_YEAR,
    ENT_SHAPE_MONTH,
    ENT_SHAPE_FLASHPOINT,
    ENT_SHAPE_YEAR_STATE,
    ENT_SHAPE_YEAR_FLASHPOINT,
    ENT_SHAPE_FLASHPOINT_SIDE,
    ENT_SHAPE_MONTH_SIDE,
    ENT_SHAPE_MONTH_ZONE
} ent_shape;

typedef enum ent_outcome_id {
#define ENT_KEY_ENUM(id, key, shape) id,
    ENT_OUTCOME_LIST(ENT_KEY_ENUM)
#undef ENT_KEY_ENUM
        ENT_N_OUTCOMES
} ent_outcome_id;

#endif
