/** The door for other systems: an Open311 GeoReport v2 server. */
@ApplicationModule(displayName = "Open311")
@NullMarked
package org.guanjia.open311;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
