package org.guanjia.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.json.JsonMapper;

/** A map of the town's own, drawn by the server. */
class VillageOutlinesTests {

  @Test
  void drawsPolygonsAndMultiPolygonsByTheVillagesCode() {
    VillageOutlines drawn =
        outlines(
            """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"code": "441900103212"}, "geometry": {"type": "Polygon", "coordinates": [[[113.80, 23.00], [113.90, 23.00], [113.90, 23.05], [113.80, 23.00]]]}},
              {"type": "Feature", "properties": {"code": "441900103207"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[113.90, 23.05], [114.00, 23.05], [114.00, 23.10], [113.90, 23.05]]]]}},
              {"type": "Feature", "properties": {}, "geometry": null}]}
            """);
    assertThat(drawn.all()).containsOnlyKeys("441900103212", "441900103207");
    assertThat(drawn.all().get("441900103212").path()).startsWith("M0.0 ").contains("L200.0 ").endsWith("Z");
    assertThat(drawn.height()).as("shortened by the latitude").isBetween(215.0, 219.0);
  }

  @Test
  void theTilesStayWhenNoMapIsSetOrItCannotBeRead() {
    assertThat(new VillageOutlines(null, new JsonMapper()).all()).isEmpty();
    for (String broken : new String[] {"", "{", "[]", "{\"features\": 7}", "{\"features\": [{\"properties\": {\"code\": \"1\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": \"x\"}}]}"}) {
      assertThat(outlines(broken).all()).as(broken).isEmpty();
    }
  }

  private static VillageOutlines outlines(String json) {
    return new VillageOutlines(new ByteArrayResource(json.getBytes(StandardCharsets.UTF_8)), new JsonMapper());
  }
}
