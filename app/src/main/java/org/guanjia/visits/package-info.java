/** Home visits (入户走访): taken along on a phone, written down without a network, sent once when there is one again. */
@ApplicationModule(displayName = "Home visits")
@NullMarked
package org.guanjia.visits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
