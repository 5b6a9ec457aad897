/** Allowances and services by rules (待遇项目): programmes that the office reads and changes, who is entitled to what in which month, and why. */
@ApplicationModule(displayName = "Benefits")
@NullMarked
package org.guanjia.benefits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
