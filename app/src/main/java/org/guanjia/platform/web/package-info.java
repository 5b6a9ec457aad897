/** Pages: what every template knows, languages, errors, the bridge to JTE. */
@NamedInterface("web")
@NullMarked
package org.guanjia.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
