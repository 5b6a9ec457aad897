/** The operator's command that exchanges keys. */
@NullMarked
package org.guanjia.platform.rotation;

import org.jspecify.annotations.NullMarked;
