/** What every module stands on; knows no domain. */
@ApplicationModule(displayName = "Platform")
@NullMarked
package org.guanjia.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
