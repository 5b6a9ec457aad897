/** What the page components show: small typed values, and the demo page that shows them all. */
@NamedInterface("ui")
@NullMarked
package org.guanjia.platform.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
