/* format.c - the table of exchange formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "archive.h"
#include "formats.h"

static const PostilFormat formats[] = {
  { "html", N_ ("Web page"), "html", postil_html_sniff, postil_html_read, NULL, NULL },
  { "text", N_ ("Plain text"), "txt", postil_plain_text_sniff, postil_plain_text_read, NULL, NULL },
  { "jsonl", N_ ("Postil JSON lines"), "jsonl", postil_jsonl_sniff, postil_jsonl_read, postil_jsonl_write, NULL,
    &postil_jsonl_can },
  { "csv", N_ ("CSV table"), "csv", postil_csv_sniff, postil_csv_read, postil_csv_write, NULL, &postil_csv_can },
  { "conll", N_ ("CoNLL-2003"), "conll", postil_conll_sniff, postil_conll_read, postil_conll_write, postil_conll_prove,
    &postil_conll_can },
  { "conll-plain", N_ ("CoNLL columns"), "conll", postil_conll_sniff, postil_conll_read, postil_conll_plain_write,
    postil_conll_plain_prove, &postil_conll_can },
  { "iob2", N_ ("IOB2, two columns"), "iob", postil_conll_sniff, postil_conll_read, postil_iob2_write,
    postil_iob2_prove, &postil_conll_can },
  { "bilou", N_ ("BILOU, two columns"), "bilou", postil_conll_sniff, postil_conll_read, postil_bilou_write,
    postil_bilou_prove, &postil_conll_can },
  { "w3c", N_ ("W3C Web Annotation"), "jsonld", postil_w3c_sniff, postil_w3c_read, postil_w3c_write, postil_w3c_prove,
    &postil_w3c_can },
  { "refi", N_ ("REFI-QDA project"), "qdpx", postil_refi_sniff, postil_refi_read, postil_refi_write, postil_refi_prove,
    &postil_refi_can },
  { "refi-codebook", N_ ("REFI-QDA codebook (labels alone)"), "qdc", postil_refi_codebook_sniff,
    postil_refi_codebook_read, postil_refi_codebook_write, postil_refi_codebook_prove, &postil_refi_codebook_can },
  { "webanno", N_ ("WebAnno TSV 3, zipped"), "zip", postil_webanno_sniff, postil_webanno_read, postil_webanno_write,
    postil_webanno_prove, &postil_webanno_can },
  { "hf-tokens", N_ ("Hugging Face tokens"), "jsonl", postil_hf_tokens_sniff, postil_hf_tokens_read,
    postil_hf_tokens_write, postil_hf_tokens_prove, &postil_conll_can },
  { "hf-spans", N_ ("Hugging Face spans"), "jsonl", postil_hf_spans_sniff, postil_hf_spans_read, postil_hf_spans_write,
    postil_hf_spans_prove, &postil_hf_spans_can },
  { "gliner", N_ ("GLiNER"), "json", postil_gliner_sniff, postil_gliner_read, postil_gliner_write, postil_gliner_prove,
    &postil_gliner_can },
  { "gliner-lines", N_ ("GLiNER lines"), "jsonl", postil_gliner_sniff, postil_gliner_read, postil_gliner_lines_write,
    postil_gliner_prove, &postil_gliner_can },
  { "doccano", N_ ("doccano JSON lines"), "jsonl", postil_doccano_sniff, postil_doccano_read, postil_doccano_write,
    postil_doccano_prove, &postil_doccano_can },
  { "doccano-relations", N_ ("doccano JSON lines with relations"), "jsonl", postil_doccano_sniff, postil_doccano_read,
    postil_doccano_relations_write, postil_doccano_relations_prove, &postil_doccano_relations_can },
  { "prodigy", N_ ("Prodigy JSON lines"), "jsonl", postil_prodigy_sniff, postil_prodigy_read, postil_prodigy_write,
    postil_prodigy_prove, &postil_prodigy_can },
  { "spacy", N_ ("spaCy Doc JSON lines"), "jsonl", postil_spacy_sniff, postil_spacy_read, postil_spacy_write,
    postil_spacy_prove, &postil_spacy_can },
  { "spacy-tuples", N_ ("spaCy offset tuples"), "jsonl", postil_spacy_sniff, postil_spacy_read,
    postil_spacy_tuples_write, postil_spacy_tuples_prove, &postil_spacy_tuples_can },
  { "spacy-train", N_ ("spaCy 2 training JSON"), "json", postil_spacy_sniff, postil_spacy_read,
    postil_spacy_train_write, postil_spacy_train_prove, &postil_spacy_train_can },
  { "xmi", N_ ("UIMA XMI, zipped"), "zip", postil_xmi_sniff, postil_xmi_read, postil_xmi_write, postil_xmi_prove,
    &postil_cas_can },
  { "json-cas", N_ ("UIMA JSON CAS, zipped"), "zip", postil_json_cas_sniff, postil_json_cas_read, postil_json_cas_write,
    postil_json_cas_prove, &postil_cas_can },
  { "label-studio", N_ ("Label Studio JSON"), "json", postil_label_studio_sniff, postil_label_studio_read,
    postil_label_studio_write, postil_label_studio_prove, &postil_label_studio_can },
  { "label-studio-config", N_ ("Label Studio labelling interface"), "xml", NULL, NULL, postil_label_studio_config_write,
    postil_label_studio_config_prove, &postil_label_studio_config_can },
  { "brat", N_ ("brat standoff, zipped"), "zip", postil_brat_sniff, postil_brat_read, postil_brat_write,
    postil_brat_prove, &postil_brat_can },
  { NULL },
};

const PostilFormat *
postil_formats (void)
{
  return formats;
}

const PostilFormat *
postil_format_find (const char *name)
{
  for (const PostilFormat *format = formats; format->name != NULL; format++)
    if (strcmp (format->name, name) == 0)
      return format;
  return NULL;
}

gboolean
postil_format_takes_archives (const PostilFormat *format)
{
  return format->read == postil_brat_read || format->read == postil_refi_read;
}

const PostilFormat *
postil_format_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  const PostilFormat *best = NULL;
  int best_score = 0;
  /* What lies in an archive unpacked is seen by all who look for words of their format. */
  const gboolean packed = postil_archive_is (head, n_bytes);

  for (const PostilFormat *format = formats; format->name != NULL; format++)
    {
      int score = format->read != NULL && (!packed || postil_format_takes_archives (format)) ? format->sniff (name, head, n_bytes) : 0;

      if (score > best_score)
        {
          best = format;
          best_score = score;
        }
    }
  return best;
}
