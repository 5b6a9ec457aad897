/** Towns, villages, village groups and grids. */
@ApplicationModule(displayName = "Places")
@NullMarked
package org.guanjia.places;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
