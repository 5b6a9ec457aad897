package org.guanjia.platform.spreadsheets;

import java.io.Closeable;
import java.util.Iterator;

/** The rows of one sheet, one after the other, read as they are asked for; memory does not grow with the file. Throws {@link SheetFault} on the row where the file turns out broken. */
public interface SheetRows extends Iterator<SheetRow>, Closeable {

  @Override
  void close();
}
