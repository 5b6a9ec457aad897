/** Backup and restore as commands: the database, the files, and which key opens them. */
@NullMarked
package org.guanjia.platform.backup;

import org.jspecify.annotations.NullMarked;
