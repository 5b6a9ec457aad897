package org.guanjia.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.guanjia.open311.ApiKeys;
import org.guanjia.open311.Attribute;
import org.guanjia.open311.Attribute.Datatype;
import org.guanjia.open311.Attribute.Value;
import org.guanjia.open311.ServiceSetting;
import org.guanjia.open311.Services;
import org.guanjia.platform.access.Tokens;
import org.guanjia.platform.database.DatabaseSettings;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The demo's door for other systems: one key, which the data folder keeps beside the demo password so that every start can print it,
 * two services that ask something, and those that are not offered because place and kind alone could tell who is meant.
 */
@Component
@Profile("demo")
class DemoOpen311 {

  private static final String SYSTEM = "示例随手拍";
  private static final List<String> TOO_PERSONAL =
      List.of("hardship.subsistence", "hardship.emergency", "disability.benefit", "disability.aids", "children.care", "children.family");

  private final ApiKeys keys;
  private final Services services;
  private final Path file;

  DemoOpen311(ApiKeys keys, Services services, DatabaseSettings settings) {
    this.keys = keys;
    this.services = services;
    this.file = settings.data().resolve("demo-open311-key");
  }

  /** In the transaction that fills the town; a key written by one that was broken off is overwritten by the next. */
  void fill() {
    ask();
    for (String service : TOO_PERSONAL) services.save(new ServiceSetting(service, false, List.of(), 0));
    keep(keys.create(SYSTEM, Tokens.DAYS_MAX, ApiKeys.POSTS_PER_MINUTE_DEFAULT).apiKey());
  }

  /** The key; empty for a town that was filled before there was one. */
  Optional<String> key() {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ask() {
    var affected =
        new Attribute(
            "affected", Datatype.SINGLEVALUELIST, true, true, "影响到谁？", "Who is affected?", null,
            List.of(new Value("household", "一两户人家", "One or two households"), new Value("lane", "整条巷子", "The whole lane"), new Value("road", "过路的人", "Whoever passes")));
    var depth = new Attribute("depth", Datatype.NUMBER, true, false, "积水大约多深（厘米）？", "About how deep is the water, in centimetres?", null, List.of());
    services.save(new ServiceSetting("drainage.flooding", true, List.of(affected, depth), 0));
    var pole = new Attribute("pole", Datatype.STRING, true, false, "灯杆上的编号", "The number on the pole", "例如 LD-031", List.of());
    services.save(new ServiceSetting("roads.lights", true, List.of(pole), 0));
  }

  private void keep(String key) {
    try {
      if (!Files.exists(file)) Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key + "\n", StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
