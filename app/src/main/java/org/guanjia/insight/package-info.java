/** The leader's board: the year's promises as targets, how far they are in each village, the town's figures, and the monthly brief. */
@ApplicationModule(displayName = "Insight")
@NullMarked
package org.guanjia.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
