package org.guanjia.awards;

import java.time.YearMonth;

/**
 * Nothing is paid any more. It comes again with another last month when what ended it turns out otherwise.
 *
 * @param town code of the town
 * @param personId the person today
 * @param programme code
 * @param lastMonth the last month that is paid; before the first when nothing was ever due
 */
public record AwardEnded(String town, long awardId, long personId, String programme, YearMonth lastMonth) {}
