package org.guanjia.insight;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Outlines of the villages, for a real map in place of the tiles: a GeoJSON FeatureCollection (RFC 7946) whose features are Polygons or MultiPolygons with the
 * village's code in the property {@code code}. The server reads it once at its start ({@code guanjia.board.outlines}: a file or an address) and draws it itself, so
 * that a reader's browser asks nobody else. Off unless set; what cannot be read is logged and the tiles stay.
 */
@Component
class VillageOutlines {

  /** Width of the drawing, in its own units. */
  static final int WIDTH = 400;

  private static final Logger LOG = LoggerFactory.getLogger(VillageOutlines.class);
  private static final int BYTES_MAX = 8_000_000;

  /**
   * A village as it is drawn.
   *
   * @param path of SVG
   * @param x middle of the village's box, where its name stands
   */
  record Outline(String path, double x, double y) {}

  private record Point(double longitude, double latitude) {}

  private final Map<String, Outline> outlines;
  private final double height;

  VillageOutlines(@Value("${guanjia.board.outlines:#{null}}") @Nullable Resource file, JsonMapper json) {
    Map<String, List<List<Point>>> rings = file == null ? Map.of() : read(file, json);
    Projection projection = Projection.of(rings);
    this.height = projection.height();
    var drawn = new LinkedHashMap<String, Outline>();
    rings.forEach((code, of) -> drawn.put(code, projection.draw(of)));
    this.outlines = Map.copyOf(drawn);
  }

  /** By village code; empty when no map is set. */
  Map<String, Outline> all() {
    return outlines;
  }

  double height() {
    return height;
  }

  private static Map<String, List<List<Point>>> read(Resource file, JsonMapper json) {
    var rings = new LinkedHashMap<String, List<List<Point>>>();
    try (InputStream in = file.getInputStream()) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) throw new IOException("more than " + BYTES_MAX + " bytes");
      for (JsonNode feature : json.readTree(bytes).path("features")) {
        String code = feature.path("properties").path("code").asString("");
        JsonNode geometry = feature.path("geometry");
        var of = new ArrayList<List<Point>>();
        if (geometry.path("type").asString("").equals("Polygon")) rings(geometry.path("coordinates"), of);
        else for (JsonNode polygon : geometry.path("coordinates")) rings(polygon, of);
        if (!code.isEmpty() && !of.isEmpty()) rings.put(code, of);
      }
    } catch (IOException | JacksonException e) {
      LOG.warn("The map of villages at {} cannot be read, the tiles stay: {}", file, e.getMessage());
      return Map.of();
    }
    LOG.info("The map has outlines of {} villages.", rings.size());
    return rings;
  }

  private static void rings(JsonNode polygon, List<List<Point>> into) {
    for (JsonNode ring : polygon) {
      var points = new ArrayList<Point>();
      for (JsonNode point : ring) if (point.path(0).isNumber() && point.path(1).isNumber()) points.add(new Point(point.get(0).asDouble(), point.get(1).asDouble()));
      if (points.size() > 2) into.add(points);
    }
  }

  /** A town is small: degrees, with longitude shortened as at the middle of it, are map enough. */
  private record Projection(double west, double north, double scale, double shorten, double height) {

    static Projection of(Map<String, List<List<Point>>> rings) {
      double west = 180, east = -180, south = 90, north = -90;
      for (List<List<Point>> village : rings.values()) {
        for (List<Point> ring : village) {
          for (Point point : ring) {
            west = Math.min(west, point.longitude());
            east = Math.max(east, point.longitude());
            south = Math.min(south, point.latitude());
            north = Math.max(north, point.latitude());
          }
        }
      }
      double shorten = Math.cos(Math.toRadians((south + north) / 2));
      double scale = east > west ? WIDTH / ((east - west) * shorten) : 0;
      return new Projection(west, north, scale, shorten, Math.max(0, (north - south) * scale));
    }

    Outline draw(List<List<Point>> rings) {
      var path = new StringBuilder();
      double left = Double.MAX_VALUE, right = 0, top = Double.MAX_VALUE, bottom = 0;
      for (List<Point> ring : rings) {
        char step = 'M';
        for (Point point : ring) {
          double x = (point.longitude() - west) * shorten * scale;
          double y = (north - point.latitude()) * scale;
          path.append(String.format(Locale.ROOT, "%c%.1f %.1f", step, x, y));
          step = 'L';
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
        path.append('Z');
      }
      return new Outline(path.toString(), (left + right) / 2, (top + bottom) / 2);
    }
  }
}
