package org.guanjia.awards;

import java.time.YearMonth;

/**
 * An award stands, and nothing is paid for now.
 *
 * @param town code of the town
 * @param personId the person today
 * @param programme code
 * @param from the first month that is not paid
 */
public record AwardSuspended(String town, long awardId, long personId, String programme, YearMonth from) {}
