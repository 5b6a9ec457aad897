/** The numbers by which people and their accounts are known: read kindly, checked exactly. */
@NamedInterface("identity")
@NullMarked
package org.guanjia.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
