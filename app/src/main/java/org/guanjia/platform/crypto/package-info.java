/** Personal fields encrypted at rest, their blind indexes and masks. */
@NamedInterface("crypto")
@NullMarked
package org.guanjia.platform.crypto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
