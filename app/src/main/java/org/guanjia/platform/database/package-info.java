/** The database server, the town a transaction belongs to, and doing a thing once. */
@NamedInterface("database")
@NullMarked
package org.guanjia.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
