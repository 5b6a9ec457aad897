/** The append-only, hash-chained record of every change and every reveal of personal data. */
@NamedInterface("audit")
@NullMarked
package org.guanjia.platform.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
