/** Who is entitled to what in which month: programmes of decision tables and dated parameters, read, checked, compiled and asked. */
@NullMarked
package org.guanjia.rules;

import org.jspecify.annotations.NullMarked;
