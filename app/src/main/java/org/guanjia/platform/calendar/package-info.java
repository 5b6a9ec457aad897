/** Working days by the State Council's yearly notices, and deadlines counted in them. */
@NamedInterface("calendar")
@NullMarked
package org.guanjia.platform.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
