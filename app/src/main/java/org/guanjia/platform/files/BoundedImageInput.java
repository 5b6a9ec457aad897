package org.guanjia.platform.files;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.stream.FileImageInputStream;
import org.guanjia.platform.files.FileRefused.Reason;

/**
 * What a decoder reads a picture from. It ends a decoder's work that goes on without getting on: one that reads on and on
 * at the end of the file (TwelveMonkeys' lossless WebP takes the missing bytes for zeros and is busy for hours), that goes
 * over the same bytes again and again, or that simply takes too long.
 */
final class BoundedImageInput extends FileImageInputStream {

  private static final int READS_AT_END_MAX = 1_000;
  private static final int TIMES_OVER_MAX = 16;
  private static final long TIME_MAX = Duration.ofSeconds(20).toNanos();

  private final long bytesMax;
  private final long begin = System.nanoTime();
  private long bytes;
  private int readsAtEnd;

  BoundedImageInput(File file) throws IOException {
    super(file);
    bytesMax = TIMES_OVER_MAX * length() + (1 << 20);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(count);
    return count;
  }

  private void count(int read) {
    if (read < 0) readsAtEnd++;
    else bytes += read;
    boolean stuck = readsAtEnd > READS_AT_END_MAX || bytes > bytesMax || System.nanoTime() - begin > TIME_MAX;
    if (stuck) throw new FileRefused(Reason.DAMAGED);
  }
}
