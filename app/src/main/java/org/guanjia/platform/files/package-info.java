/** Pictures and PDFs: recognised by content, stripped, stored outside the web root. */
@NamedInterface("files")
@NullMarked
package org.guanjia.platform.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
