package dev.diskwright.core.boot.secureboot;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.PKCS7ProcessableObject;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// PKCS#7 SignedData, without the time of signing.
final class Cms {
    /// With parameters, as other tools write it.
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private Cms() {}

    /// {@return ContentInfo with `content` in it, as Authenticode has it}
    ///
    /// @param type of the content
    static byte[] around(SigningKey key, ASN1ObjectIdentifier type, ASN1Encodable content)
            throws IOException {
        try {
            CMSSignedData signed =
                    generator(key, false)
                            .generate(new PKCS7ProcessableObject(type, content), false);
            ASN1Encodable data = signedData(signed, new ContentInfo(type, content));
            return new ContentInfo(PKCSObjectIdentifiers.signedData, data)
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException e) {
            throw new IOException("signing failed", e);
        }
    }

    /// {@return SignedData of data that it does not carry, without attributes, as variables have it}
    static byte[] beside(SigningKey key, byte[] data) throws IOException {
        try {
            CMSSignedData signed =
                    generator(key, true).generate(new CMSProcessableByteArray(data), false);
            return signedData(signed, new ContentInfo(PKCSObjectIdentifiers.data, null))
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException e) {
            throw new IOException("signing failed", e);
        }
    }

    /// {@return SignedData in the form of PKCS#7 1.5, in which the content is no octet string} The library makes that of
    /// its successor.
    private static DERSequence signedData(CMSSignedData signed, ContentInfo content) {
        SignedData made = SignedData.getInstance(signed.toASN1Structure().getContent());
        var parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(1));
        parts.add(new DERSet(SHA256));
        parts.add(content);
        parts.add(new DERTaggedObject(false, 0, made.getCertificates()));
        parts.add(made.getSignerInfos());
        return new DERSequence(parts);
    }

    private static CMSSignedDataGenerator generator(SigningKey key, boolean direct)
            throws IOException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withRSA").build(key.key());
            var builder =
                    new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build(), _ -> RSA);
            builder.setDirectSignature(direct);
            builder.setContentDigest(SHA256);
            if (!direct) {
                builder.setSignedAttributeGenerator(new Timeless());
            }
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(builder.build(signer, key.certificate()));
            generator.addCertificates(new JcaCertStore(key.chain()));
            return generator;
        } catch (OperatorCreationException | CertificateEncodingException | CMSException e) {
            throw new IOException("signing failed", e);
        }
    }

    /// Content type and digest alone.
    private static final class Timeless extends DefaultSignedAttributeTableGenerator {
        @Override
        @SuppressWarnings("rawtypes") // the library's signature
        public AttributeTable getAttributes(Map parameters) {
            return super.getAttributes(parameters)
                    .remove(CMSAttributes.signingTime)
                    .remove(CMSAttributes.cmsAlgorithmProtect);
        }
    }
}
