/** The register: every resident once, with what was said of them by whom and since when, guarded like money. */
@ApplicationModule(displayName = "People")
@NullMarked
package org.guanjia.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
