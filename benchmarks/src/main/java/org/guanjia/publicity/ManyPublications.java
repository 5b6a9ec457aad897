package org.guanjia.publicity;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/** Published matters and projects, loaded by COPY past the application: rows as it writes them, their words in the index. */
public final class ManyPublications {

  private static final int CHUNK = 5_000;
  private static final List<String> THINGS = List.of("路灯不亮", "路面破损", "下水道堵塞", "垃圾没人收", "停车占道", "噪声扰民", "树枝挡住视线", "公厕太脏", "井盖松动", "积水严重");
  private static final List<String> PLACES = List.of("小学门口", "市场旁边", "篮球场旁", "祠堂前面", "公交站旁", "卫生站门口", "桥头", "文化广场旁");
  private static final List<String> ANSWERS = List.of("已安排维修，当天修好。", "已清理干净，并增加了巡查。", "已列入本月计划，完成后再告知。", "已与业主商定，装了减速带。");

  private ManyPublications() {}

  /** The words of a random search that finds some. */
  public static String words(SplittableRandom random) {
    return "环村路" + random.nextInt(1, 400) + "号 " + THINGS.get(random.nextInt(THINGS.size())).substring(0, 2);
  }

  public static void load(Connection owner, String town, List<String> villages, int requests, int projects) throws SQLException, IOException {
    var random = new SplittableRandom(1);
    int all = requests + projects;
    for (int first = 0; first < all; first += CHUNK) {
      var rows = new StringBuilder();
      var words = new StringBuilder();
      for (int i = first; i < Math.min(all, first + CHUNK); i++) row(rows, words, random, town, villages, i + 1, i >= requests);
      copy(owner, "copy publicity.publication (town, id, kind, source, state, title, asked, became, source_digest, category, village, year, asked_on, done_on,"
          + " project_kind, benefiting, cost_fen, proposed_at, looked_at_by, published_at, changed_at) from stdin", rows);
      copy(owner, "copy publicity.wording (town, publication_id, grams) from stdin", words);
    }
    try (var statement = owner.createStatement()) {
      statement.execute("vacuum (analyze) publicity.publication");
      statement.execute("vacuum (analyze) publicity.wording");
      statement.execute("checkpoint");
    }
  }

  private static void row(StringBuilder rows, StringBuilder words, SplittableRandom random, String town, List<String> villages, int id, boolean project) {
    String thing = pick(random, THINGS);
    String title = "环村路" + random.nextInt(1, 400) + "号" + pick(random, PLACES) + thing;
    String asked = title + "，" + pick(random, THINGS) + "，已经" + random.nextInt(2, 60) + "天了，老人和孩子走路不方便，请派人来看看。编号" + id + "。";
    String became = pick(random, ANSWERS) + "如有问题请拨打服务电话。";
    LocalDate done = LocalDate.now().minusDays(random.nextInt(1, 1_500));
    Instant at = Instant.now().minusSeconds(random.nextInt(1, 100_000_000));
    rows.append(town).append('\t').append(id).append(project ? "\tPROJECT\tP" : "\tREQUEST\tR").append(id).append("\tPUBLISHED\t").append(title).append('\t').append(asked)
        .append('\t').append(became).append("\tx\t").append(project ? "\\N" : "roads.lights").append('\t').append(pick(random, villages)).append('\t').append(done.getYear())
        .append('\t').append(done.minusDays(9)).append('\t').append(done).append('\t').append(project ? pick(random, List.of("WORKS", "SERVICE", "WISH")) : "\\N").append('\t')
        .append(project ? "" + random.nextInt(10, 5_000) : "\\N").append('\t').append(project ? "" + random.nextLong(100_000, 50_000_000) : "\\N").append('\t').append(at)
        .append("\tsomebody\t").append(at).append('\t').append(at).append('\n');
    words.append(town).append('\t').append(id).append("\t{");
    Integer[] grams = PublicationMoves.grams(title, asked, became);
    for (int i = 0; i < grams.length; i++) words.append(i == 0 ? "" : ",").append(grams[i]);
    words.append("}\n");
  }

  private static String pick(SplittableRandom random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static void copy(Connection owner, String into, StringBuilder rows) throws SQLException, IOException {
    owner.unwrap(PGConnection.class).getCopyAPI().copyIn(into, new StringReader(rows.toString()));
  }
}
