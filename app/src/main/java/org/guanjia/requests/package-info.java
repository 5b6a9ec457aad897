/** Residents' requests from the first word to the answer. */
@ApplicationModule(displayName = "Requests")
@NullMarked
package org.guanjia.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
