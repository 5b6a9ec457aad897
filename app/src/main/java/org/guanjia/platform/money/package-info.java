/** Amounts of money. */
@NamedInterface("money")
@NullMarked
package org.guanjia.platform.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
