package org.guanjia.requests.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labelled set: matters of a town, each reported once or several times in other words. Reports of one matter are duplicates; beside
 * them stand hard negatives (same place and another matter, same matter at another place, the same again after a long time). What is
 * reworded how: docs/duplicates.md. Everything follows from the seed. The two splits share neither wordings nor facts nor frames
 * but the bare one, and the test has ten kinds of matter that the training never saw.
 */
final class Rewording {

  /** A report with the number of the matter it is about: two reports are duplicates if the numbers are equal. */
  record Report(long matter, String split, Matter content) {}

  private record Problem(String category, List<String> chinese, List<String> english) {}

  private record Frame(String language, String text) {}

  private record Place(String village, String road, String landmark, int number, double longitude, double latitude) {}

  static final List<String> VILLAGES =
      List.of("茶山圩", "茶溪", "上元", "茶山", "下朗", "横江", "卢边", "寒溪水", "增埗", "南社", "塘角", "京山", "博头", "冲美", "粟边", "刘黄", "孙屋", "超朗");
  private static final String[] ROADS =
      "东岳路 沿河路 文化街 学府路 振兴路 南环路 北环路 中心街 光明路 和平街 新兴路 商业街 工业大道 祠堂巷 大围街 新村二巷 新村五巷 塘边巷 莲塘街 站前路 茶园大道 彩虹路 富民街 安泰路 牛角巷 向阳街 坑尾巷 龙眼树巷 石岗路 金山路".split(" ");
  private static final String[] ROADS_ENGLISH =
      "Dongyue Road,Yanhe Road,Wenhua Street,Xuefu Road,Zhenxing Road,Nanhuan Road,Beihuan Road,Zhongxin Street,Guangming Road,Heping Street,Xinxing Road,Shangye Street,Gongye Avenue,Citang Lane,Dawei Street,Xincun Lane,Xincun Lane,Tangbian Lane,Liantang Street,Zhanqian Road,Chayuan Avenue,Caihong Road,Fumin Street,Antai Road,Niujiao Lane,Xiangyang Street,Kengwei Lane,Longyan Lane,Shigang Road,Jinshan Road".split(",");
  private static final String[] LANDMARKS = "市场门口 祠堂前 小学门口 篮球场 公交站 文化广场 老榕树下 卫生站 幼儿园旁 村委楼下 鱼塘边 桥头 加油站对面 超市门口".split(" ");
  private static final String[] LANDMARKS_ENGLISH =
      "the market gate,the ancestral hall,the primary school,the basketball court,the bus stop,the culture square,the old banyan,the clinic,the kindergarten,the village office,the fish pond,the bridge,the gas station,the supermarket".split(",");

  private final Random random;
  private final boolean training;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final List<Frame> facts = new ArrayList<>();
  private final List<String[]> slips = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Report> reports = new ArrayList<>();
  private long matters;

  private Rewording(boolean training, long seed) {
    this.training = training;
    this.random = new Random(seed);
    for (var line : lines("problems.txt")) readProblem(line.split("\\|"));
    read("frames.txt", frames);
    read("facts.txt", facts);
    for (var line : lines("slips.txt")) slips.add(line.split(" "));
  }

  /** Reports in the order they came in, over two years, about {@code matters} matters beside their hard negatives. */
  static List<Report> reports(boolean training, int matters, long seed) {
    var set = new Rewording(training, seed);
    for (int i = 0; i < matters; i++) set.addMatter();
    set.reports.sort(Comparator.comparing(report -> report.content().at()));
    return set.numbered();
  }

  /**
   * Any number of reports about matters of all kinds, each reported once, over the four years until {@code end}: what a search has to
   * find its way through. Numbered from {@code firstId} in the order of time.
   */
  static List<Report> crowd(int reports, long firstId, Instant end, long seed) {
    var set = new Rewording(false, seed);
    var step = Duration.ofDays(4 * 365).dividedBy(Math.max(1, reports));
    for (int i = 0; i < reports; i++) {
      var place = set.place(VILLAGES.get(set.random.nextInt(VILLAGES.size())));
      var at = end.minus(step.multipliedBy(reports - i));
      set.add(++set.matters, set.problems.get(set.random.nextInt(set.problems.size())), place, set.random.nextInt(100) < 10, at, "p" + set.random.nextInt(1_000_000));
    }
    var crowd = new ArrayList<Report>();
    for (var r : set.reports) crowd.add(new Report(r.matter(), r.split(), numbered(firstId + crowd.size(), r.content())));
    return crowd;
  }

  private static Matter numbered(long id, Matter m) {
    return new Matter(id, m.text(), m.address(), m.place(), m.category(), m.longitude(), m.latitude(), m.phone(), m.at());
  }

  private List<Report> numbered() {
    var numbered = new ArrayList<Report>();
    for (int i = 0; i < reports.size(); i++) {
      var r = reports.get(i);
      numbered.add(new Report(r.matter(), r.split(), numbered(i + 1, r.content())));
    }
    return numbered;
  }

  private void addMatter() {
    var problem = problems.get(random.nextInt(problems.size()));
    var place = place(VILLAGES.get(random.nextInt(VILLAGES.size())));
    var english = random.nextInt(100) < 15;
    var at = Instant.parse("2024-11-01T00:00:00Z").plus(Duration.ofMinutes((long) (random.nextDouble() * 730 * 1440)));
    if (!takes(problem, place, at)) return;
    reportSeveralTimes(problem, place, english, at);
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        for (int i = 0; i < 2; i++) reportOnce(problems.get(random.nextInt(problems.size())), problem, place, english, later(at, 10));
      }
      case 4, 5 -> elsewhere(problem, place(place.village()), english, later(at, 10));
      case 6 -> elsewhere(problem, farAlong(place), english, later(at, 10));
      case 7 -> elsewhere(problem, place(VILLAGES.get(random.nextInt(VILLAGES.size()))), english, later(at, 10));
      case 8 -> reportAgain(problem, place, english, at.plus(Duration.ofDays(70 + random.nextInt(250))));
      default -> {}
    }
  }

  /** No two matters of one kind in one road within 120 days unless meant: the label would be a matter of opinion. */
  private boolean takes(Problem problem, Place place, Instant at) {
    var key = problem.chinese().getFirst() + place.village() + place.road();
    var slot = at.getEpochSecond() / 86_400 / 120;
    return taken.add(key + slot) & taken.add(key + (slot + 1)) & taken.add(key + (slot - 1));
  }

  private void reportSeveralTimes(Problem problem, Place place, boolean english, Instant at) {
    var times = 1 + (random.nextInt(100) < 55 ? 1 : 0) + (random.nextInt(100) < 30 ? 1 : 0);
    var matter = ++matters;
    var phone = "p" + random.nextInt(1_000_000);
    for (int i = 0; i < times; i++) {
      var callsAgain = i > 0 && random.nextInt(100) < 15;
      var writesEnglish = english != (random.nextInt(100) < 5);
      add(matter, problem, place, writesEnglish, i == 0 ? at : later(at, 7), i == 0 || callsAgain ? phone : "p" + random.nextInt(1_000_000));
    }
  }

  private void reportOnce(Problem other, Problem not, Place place, boolean english, Instant at) {
    if (!other.equals(not)) elsewhere(other, place, english, at);
  }

  private void elsewhere(Problem problem, Place place, boolean english, Instant at) {
    if (takes(problem, place, at) || random.nextInt(100) < 60) add(++matters, problem, place, english, at, "p" + random.nextInt(1_000_000));
  }

  private void reportAgain(Problem problem, Place place, boolean english, Instant at) {
    add(++matters, problem, place, english, at, "p" + random.nextInt(1_000_000));
  }

  private Instant later(Instant at, int meanDays) {
    var days = Math.min(45, -Math.log(1 - random.nextDouble()) * meanDays);
    return at.plus(Duration.ofMinutes((long) (days * 1440)));
  }

  private Place place(String village) {
    var v = VILLAGES.indexOf(village);
    // Each village has seven of the thirty roads, so that road names recur in the town.
    var road = (v * 7 + random.nextInt(7)) % ROADS.length;
    return new Place(
        village, ROADS[road], LANDMARKS[random.nextInt(LANDMARKS.length)], 1 + random.nextInt(199),
        113.85 + (v % 6) * 0.012 + random.nextDouble() * 0.01, 23.05 + (v / 6) * 0.012 + random.nextDouble() * 0.01);
  }

  private Place farAlong(Place place) {
    return new Place(
        place.village(), place.road(), LANDMARKS[random.nextInt(LANDMARKS.length)], place.number() + 80 + random.nextInt(100),
        place.longitude() + 0.004 + random.nextDouble() * 0.004, place.latitude() + 0.002);
  }

  private void add(long matter, Problem problem, Place place, boolean english, Instant at, String phone) {
    var where = where(place, english);
    var frame = random.nextInt(100) < 40 ? bare(english) : pick(frames, english).text();
    var wordings = english ? problem.english() : problem.chinese();
    var text = frame.replace("{w}", where).replace("{p}", wordings.get(random.nextInt(wordings.size()))).replace("{v}", english ? "the village" : place.village());
    if (random.nextInt(100) < 35) text += (english ? ". " : "，") + pick(facts, english).text();
    if (!english) text = spelledOtherwise(text);
    var address = random.nextInt(100) < 55 ? (english ? road(place, true) + " " + place.number() : place.road() + (random.nextInt(100) < 70 ? place.number() + "号" : "")) : "";
    var pointed = random.nextInt(100) < 45;
    reports.add(
        new Report(matter, training ? "train" : "test",
            new Matter(0, text, address, random.nextInt(100) < 90 ? place.village() : null, category(problem),
                pointed ? place.longitude() + random.nextGaussian() * 0.0005 : null, pointed ? place.latitude() + random.nextGaussian() * 0.0005 : null,
                random.nextInt(100) < 75 ? phone : null, at)));
  }

  /** Most people just say where and what, in either order; the only way of putting it that both splits share. */
  private String bare(boolean english) {
    var order = random.nextInt(3);
    if (english) return order == 0 ? "{p}, {w}" : order == 1 ? "{w} {p}" : "{p} {w}";
    return order == 0 ? "{p}，{w}" : order == 1 ? "{w}，{p}" : "{w}{p}";
  }

  private @Nullable String category(Problem problem) {
    var luck = random.nextInt(100);
    if (luck < 80) return problem.category();
    return luck < 90 ? problems.get(random.nextInt(problems.size())).category() : null;
  }

  private String where(Place place, boolean english) {
    var landmark = english ? LANDMARKS_ENGLISH[List.of(LANDMARKS).indexOf(place.landmark())] : place.landmark();
    var road = road(place, english);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> english ? place.number() + " " + road : road + place.number() + "号";
      case 3, 4 -> english ? road + " by " + landmark : road + landmark;
      case 5, 6 -> road;
      case 7 -> landmark;
      case 8 -> english ? place.number() + " " + road + " by " + landmark : place.village() + road + place.number() + "号" + landmark;
      default -> english ? "our place" : "我们这里";
    };
  }

  private static String road(Place place, boolean english) {
    return english ? ROADS_ENGLISH[List.of(ROADS).indexOf(place.road())] : place.road();
  }

  /** Numerals, full-width digits, traditional characters and slips of the keyboard. */
  private String spelledOtherwise(String text) {
    var luck = random.nextInt(100);
    if (luck < 8) return text.replace("1", "一").replace("2", "二").replace("3", "三").replace("4", "四").replace("5", "五").replace("6", "六").replace("7", "七").replace("8", "八").replace("9", "九").replace("0", "零");
    if (luck < 16) return text.chars().map(c -> c >= '0' && c <= '9' ? c - '0' + '０' : c).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    if (luck < 21) return traditional(text);
    if (luck < 36) return slipped(text);
    return text;
  }

  private static String traditional(String text) {
    return text.replace("灯", "燈").replace("盖", "蓋").replace("垃圾", "垃圾").replace("车", "車").replace("树", "樹").replace("东", "東").replace("路面", "路面").replace("坏", "壞").replace("污水", "汙水")
        .replace("里", "裡").replace("门", "門").replace("岳", "嶽").replace("没", "沒").replace("这", "這").replace("电", "電").replace("号", "號").replace("兴", "興").replace("学", "學");
  }

  private String slipped(String text) {
    var fitting = slips.stream().filter(slip -> text.contains(slip[0])).toList();
    if (fitting.isEmpty()) return text;
    var slip = fitting.get(random.nextInt(fitting.size()));
    return text.replace(slip[0], slip[1]);
  }

  private Frame pick(List<Frame> from, boolean english) {
    var fitting = from.stream().filter(f -> f.language().equals(english ? "en" : "zh")).toList();
    return fitting.get(random.nextInt(fitting.size()));
  }

  private void readProblem(String[] cells) {
    var testOnly = cells[0].strip().equals("test");
    if (testOnly && training) return;
    problems.add(new Problem(cells[1].strip(), half(cells[2], testOnly), half(cells[3], testOnly)));
  }

  private List<String> half(String cell, boolean whole) {
    var wordings = Arrays.stream(cell.split(";")).map(String::strip).toList();
    if (whole) return wordings;
    var middle = (wordings.size() + 1) / 2;
    return training ? wordings.subList(0, middle) : wordings.subList(middle, wordings.size());
  }

  private void read(String file, List<Frame> into) {
    for (var line : lines(file)) {
      var cells = line.split("\\|");
      if (cells[0].strip().equals(training ? "train" : "test")) into.add(new Frame(cells[1].strip(), cells[2].strip()));
    }
  }

  private static List<String> lines(String file) {
    try (var in = Rewording.class.getResourceAsStream("/rewording/" + file)) {
      if (in == null) throw new IllegalStateException("missing rewording/" + file);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports by matter, for counting the true pairs. */
  static Map<Long, List<Report>> byMatter(List<Report> reports) {
    var byMatter = new HashMap<Long, List<Report>>();
    for (var report : reports) byMatter.computeIfAbsent(report.matter(), m -> new ArrayList<>()).add(report);
    return byMatter;
  }
}
