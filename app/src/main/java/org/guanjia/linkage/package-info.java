/** Who is the same person: Chinese names brought to one form and one reading, and pairs of records weighed by what agrees in them. Knows no table. */
@ApplicationModule(displayName = "Linkage")
@NullMarked
package org.guanjia.linkage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
