/** What the town shows everybody: requests and projects after a privacy check and a human look, and its outreach (宣传). */
@ApplicationModule(displayName = "Publicity")
@NullMarked
package org.guanjia.publicity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
