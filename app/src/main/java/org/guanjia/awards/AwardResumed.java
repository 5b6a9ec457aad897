package org.guanjia.awards;

import java.time.YearMonth;

/**
 * An award that was suspended, or had ended by mistake, is in payment again.
 *
 * @param town code of the town
 * @param personId the person today
 * @param programme code
 * @param from the first month that is paid again; a month that lies back when what was held back is made good
 */
public record AwardResumed(String town, long awardId, long personId, String programme, YearMonth from) {}
