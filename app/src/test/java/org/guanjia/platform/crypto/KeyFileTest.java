package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir Path folder;

  @Test
  void isMadeOnceAndReadableByItsOwnerAlone() throws IOException {
    Path file = folder.resolve("data/key");
    byte[] first = KeyFile.readOrCreate(file);
    assertThat(first).hasSize(32).isEqualTo(KeyFile.readOrCreate(file));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @Test
  void isRefusedWhenOthersMayReadIt() throws IOException {
    Path file = folder.resolve("key");
    KeyFile.readOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> KeyFile.readOrCreate(file)).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
  }

  @Test
  void saysWhatIsWrongWithAKey() {
    assertThatThrownBy(() -> KeyFile.decode("???", "GUANJIA_KEY")).hasMessageContaining("GUANJIA_KEY is not base64");
    assertThatThrownBy(() -> KeyFile.decode("AAAA", "GUANJIA_KEY")).hasMessageContaining("3 bytes instead of 32");
  }
}
