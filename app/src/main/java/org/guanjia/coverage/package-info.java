/** Coverage: who is entitled and receives nothing, who is paid and no longer entitled, of whom it is unknown; proved against other offices' lists, by name. */
@ApplicationModule(displayName = "Coverage")
@NullMarked
package org.guanjia.coverage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
