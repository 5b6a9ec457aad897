package org.guanjia.awards;

import java.time.YearMonth;

/**
 * An award is in payment.
 *
 * @param town code of the town
 * @param personId the person today
 * @param programme code
 * @param from the first month
 */
public record AwardStarted(String town, long awardId, long personId, String programme, YearMonth from) {}
