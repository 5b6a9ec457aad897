/** One way in and one way out for XLSX and CSV. */
@NamedInterface("spreadsheets")
@NullMarked
package org.guanjia.platform.spreadsheets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
